using System.Buffers;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>A file that is written in parts. They are read from it when they are sent, so that they need no memory, however large they are.</summary>
internal sealed class PartFile
{
    private const int BlockSize = 128 << 10;

    private readonly FileStream _file;

    private PartFile(FileStream file) => _file = file;

    /// <summary>What a part of a file counts for, however large it is: it takes far less, but there is no use in too many at once.</summary>
    public static int InMemory => 3 << 20;

    /// <summary>The content as a file that has several parts, or <see langword="null"/> when it is none.</summary>
    public static PartFile? From(Stream content) =>
        content is FileStream { CanSeek: true } file && file.GetType() == typeof(FileStream) && file.Length - file.Position > PartPlan.Smallest
            ? new PartFile(file)
            : null;

    public Stream Open(long offset, int length) => new FileRangeStream(_file.SafeFileHandle, offset, length);

    /// <summary>The next bytes, from where the file stands.</summary>
    /// <param name="number">The number of the part that they make.</param>
    /// <param name="size">How many bytes at most.</param>
    /// <param name="total">Also gets the bytes, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The part; with fewer bytes than asked for, or none, at the end of the file.</returns>
    public async Task<ContentPart> ReadPartAsync(int number, int size, ChecksumBuilder? total, CancellationToken cancellationToken)
    {
        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        long offset = _file.Position;
        int count = await ReadAsync(
            offset,
            size,
            bytes =>
            {
                sum.Append(bytes.Span);
                total?.Append(bytes.Span);
            },
            cancellationToken).ConfigureAwait(false);
        _file.Position = offset + count;
        return new ContentPart(number, this, offset, count, sum.Finish());
    }

    /// <summary>Reads bytes from anywhere.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ReadAsync(long offset, int length, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            int done = 0;
            while (done < length)
            {
                Memory<byte> wanted = block.AsMemory(0, Math.Min(BlockSize, length - done));
                int count = await RandomAccess.ReadAsync(_file.SafeFileHandle, wanted, offset + done, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                take(wanted[..count]);
                done += count;
            }

            return done;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    public IOException Changed() => new($"'{_file.Name}' changes while it is read.");
}
