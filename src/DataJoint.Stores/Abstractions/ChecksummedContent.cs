using System.Buffers;

namespace DataJoint.Stores;

/// <summary>Content that is read in blocks and summed up on the way. What it throws comes through as it is. For stores.</summary>
public sealed class ChecksummedContent : IDisposable
{
    private const int SmallestBuffer = 4 << 10;

    private readonly Stream _content;
    private readonly ChecksumBuilder _crc = new(ChecksumKind.Crc32C);
    private readonly ChecksumBuilder? _other;

    /// <summary>Begins where the content stands.</summary>
    /// <param name="content">The content; it stays open.</param>
    /// <param name="options">How it is written: which checksum is asked for, and how long it is said to be.</param>
    public ChecksummedContent(Stream content, WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        _content = content;
        _other = options.Checksum == ChecksumKind.Crc32C ? null : new ChecksumBuilder(options.Checksum);
        Length = options.Length ?? (content.CanSeek ? content.Length - content.Position : null);
    }

    /// <summary>The length as it is announced, or <see langword="null"/>.</summary>
    public long? Length { get; }

    /// <summary>How many bytes came so far.</summary>
    public long Read { get; private set; }

    /// <summary>The CRC-32C of what came so far.</summary>
    public Checksum Crc => _crc.Finish();

    /// <summary>The checksum that the caller asked for.</summary>
    public Checksum Asked => (_other ?? _crc).Finish();

    /// <summary>Reads the next block into a buffer of the pool, which is the caller's to give back; it is full unless the content ends.</summary>
    /// <param name="size">How many bytes at most.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The block, in an array of <see cref="ArrayPool{T}.Shared"/>; fewer bytes than asked for only at the end.</returns>
    public async ValueTask<ArraySegment<byte>> ReadBlockAsync(int size, CancellationToken cancellationToken)
    {
        // One byte more than is left, so that the first read also finds the end.
        int expected = Length is { } length && Read == 0 ? (int)Math.Clamp(length + 1, SmallestBuffer, size) : size;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(expected);
        try
        {
            int count = await FillAsync(buffer, 0, Math.Min(expected, size), cancellationToken).ConfigureAwait(false);
            if (count == expected && expected < size)
            {
                // The content is longer than it announced.
                buffer = Grow(buffer, count, size);
                count += await FillAsync(buffer, count, size - count, cancellationToken).ConfigureAwait(false);
            }

            Add(buffer.AsSpan(0, count));
            return new ArraySegment<byte>(buffer, 0, count);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _crc.Dispose();
        _other?.Dispose();
    }

    private static byte[] Grow(byte[] buffer, int count, int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        buffer.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private async ValueTask<int> FillAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _content.ReadAtLeastAsync(buffer.AsMemory(offset, count), count, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        _crc.Append(bytes);
        _other?.Append(bytes);
        Read += bytes.Length;
    }
}
