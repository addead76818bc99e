using System.Buffers;

namespace DataJoint.Stores.Files;

/// <summary>
/// Moves a stream into a file, block by block in fixed memory: while one block is summed up and written, the next one is read.
/// </summary>
internal sealed class ContentWriter(IPendingFile target, ChecksumBuilder sum, FileFaults faults, string name)
{
    private const int BlockSize = 1 << 20;
    private const int WriteBackEvery = 8 * BlockSize;
    private const int SmallestBlock = 4 << 10;

    private long _written;

    public IProgress<long>? Progress { get; init; }

    /// <summary>Writes everything. What the content throws comes through as it is.</summary>
    public async Task WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        ArrayPool<byte> pool = ArrayPool<byte>.Shared;
        byte[] current = pool.Rent(ChooseBlockSize(content));
        byte[]? next = null;
        try
        {
            int count = await FillAsync(content, current, cancellationToken).ConfigureAwait(false);
            while (count == current.Length)
            {
                if (IsLocal(content))
                {
                    Store(current);
                    count = await FillAsync(content, current, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                next ??= pool.Rent(current.Length);
                byte[] full = current;
                var store = Task.Run(() => Store(full), CancellationToken.None);
                Task<int> read = FillAsync(content, next, cancellationToken);

                // Both, whichever fails: the buffers go back to the pool afterwards.
                await Task.WhenAll(store, read).ConfigureAwait(false);
                count = await read.ConfigureAwait(false);
                (current, next) = (next, current);
            }

            // The last block is the only one of a small object, for which another thread costs more than the work.
            Store(current.AsSpan(0, count));
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

    private static bool IsLocal(Stream content) => content is FileStream or MemoryStream or ObjectReadStream or WatchedContent;

    private static int ChooseBlockSize(Stream content)
    {
        // One byte more than is left, so that the first read also finds the end.
        long left = content.CanSeek ? content.Length - content.Position + 1 : BlockSize;
        return (int)Math.Clamp(left, SmallestBlock, BlockSize);
    }

    private static async Task<int> FillAsync(Stream content, byte[] block, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return IsLocal(content)
            ? content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false)
            : await content.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
    }

    private void Store(ReadOnlySpan<byte> block)
    {
        sum.Append(block);
        try
        {
            RandomAccess.Write(target.Handle, block, _written);
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw faults.FromException(exception, name);
        }

        _written += block.Length;
        Progress?.Report(_written);
        if (_written % WriteBackEvery == 0)
        {
            target.BeginWriteBack(_written - WriteBackEvery, WriteBackEvery);
        }
    }
}
