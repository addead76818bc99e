using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores;

/// <summary>
/// Moves a stream into a file, block by block in fixed memory: while one block is written and summed up, the next one is read.
/// </summary>
internal sealed class ContentWriter(SafeFileHandle target, FileFaults faults, string name)
{
    private const int BlockSize = 1 << 20;
    private const int SmallestBlock = 4 << 10;

    private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _written;

    /// <summary>Writes everything and gives the SHA-256 of it. What the content throws comes through as it is.</summary>
    public async Task<byte[]> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        var pool = ArrayPool<byte>.Shared;
        var current = pool.Rent(ChooseBlockSize(content));
        byte[]? next = null;
        try
        {
            using var sum = _sum;
            var count = await FillAsync(content, current, cancellationToken).ConfigureAwait(false);
            while (count == current.Length)
            {
                next ??= pool.Rent(current.Length);
                var store = StoreAsync(current.AsMemory(0, count), cancellationToken);
                var read = FillAsync(content, next, cancellationToken);

                // Both, whichever fails: the buffers go back to the pool afterwards.
                await Task.WhenAll(store, read).ConfigureAwait(false);
                count = await read.ConfigureAwait(false);
                (current, next) = (next, current);
            }

            StoreRest(current.AsSpan(0, count));
            return sum.GetHashAndReset();
        }
        finally
        {
            pool.Return(current);
            if (next is not null)
            {
                pool.Return(next);
            }
        }
    }

    private static int ChooseBlockSize(Stream content)
    {
        // One byte more than is left, so that the first read also finds the end.
        var left = content.CanSeek ? content.Length - content.Position + 1 : BlockSize;
        return (int)Math.Clamp(left, SmallestBlock, BlockSize);
    }

    private static async Task<int> FillAsync(Stream content, byte[] block, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await content.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task StoreAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var summing = Task.Run(() => _sum.AppendData(block.Span), CancellationToken.None);
        try
        {
            await RandomAccess.WriteAsync(target, block, _written, cancellationToken).ConfigureAwait(false);
            _written += block.Length;
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw faults.FromException(exception, name);
        }
        finally
        {
            await summing.ConfigureAwait(false);
        }
    }

    // The last block is the only one of a small object, for which handing work to other threads costs more than the work.
    private void StoreRest(ReadOnlySpan<byte> block)
    {
        _sum.AppendData(block);
        try
        {
            RandomAccess.Write(target, block, _written);
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw faults.FromException(exception, name);
        }
    }
}
