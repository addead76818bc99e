using System.Buffers;
using System.Runtime.InteropServices;

namespace DataJoint;

/// <summary>Streams that read into memory of any kind.</summary>
internal static class Streams
{
    extension(Stream)
    {
        public static void ValidateBufferArguments(byte[] buffer, int offset, int count)
        {
            ArgumentNullException.ThrowIfNull(buffer);
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, buffer.Length - offset);
        }
    }

    public static Task CopyToAsync(this Stream stream, Stream destination, CancellationToken cancellationToken) =>
        stream.CopyToAsync(destination, 81920, cancellationToken);

    public static int Read(this Stream stream, Span<byte> buffer)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            int count = stream.Read(block, 0, buffer.Length);
            block.AsSpan(0, count).CopyTo(buffer);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    public static async ValueTask<int> ReadAsync(this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (MemoryMarshal.TryGetArray(buffer, out ArraySegment<byte> array))
        {
            return await stream.ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken).ConfigureAwait(false);
        }

        byte[] block = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            int count = await stream.ReadAsync(block, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
            block.AsSpan(0, count).CopyTo(buffer.Span);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Reads until the block is full or the stream ends.</summary>
    public static int ReadAtLeast(this Stream stream, byte[] block, int count, bool throwOnEndOfStream)
    {
        int total = 0;
        for (int read = 1; read > 0 && total < count; total += read)
        {
            read = stream.Read(block, total, block.Length - total);
        }

        return total >= count || !throwOnEndOfStream ? total : throw new EndOfStreamException();
    }

    /// <summary>The same, asynchronously.</summary>
    public static async ValueTask<int> ReadAtLeastAsync(
        this Stream stream, Memory<byte> block, int count, bool throwOnEndOfStream, CancellationToken cancellationToken)
    {
        int total = 0;
        for (int read = 1; read > 0 && total < count; total += read)
        {
            read = await stream.ReadAsync(block[total..], cancellationToken).ConfigureAwait(false);
        }

        return total >= count || !throwOnEndOfStream ? total : throw new EndOfStreamException();
    }
}
