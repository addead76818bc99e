using System.Buffers;
using NativeFile = Microsoft.Win32.SafeHandles.SafeFileHandle;

namespace DataJoint;

/// <summary>Reads and writes at an offset, by a stream that is locked meanwhile.</summary>
internal static class RandomAccess
{
    public static long GetLength(SafeFileHandle handle) => OpenFile.LengthOf(handle.Stream.SafeFileHandle);

    public static long GetLength(NativeFile handle) => OpenFile.LengthOf(handle);

    public static void SetLength(SafeFileHandle handle, long length)
    {
        FileStream stream = handle.Stream;
        lock (stream)
        {
            stream.SetLength(length);
        }
    }

    public static void FlushToDisk(SafeFileHandle handle)
    {
        FileStream stream = handle.Stream;
        lock (stream)
        {
            stream.Flush(flushToDisk: true);
        }
    }

    public static int Read(SafeFileHandle handle, Span<byte> buffer, long offset)
    {
        FileStream stream = handle.Stream;
        byte[] block = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            int count;
            lock (stream)
            {
                stream.Position = offset;
                count = stream.Read(block, 0, buffer.Length);
            }

            block.AsSpan(0, count).CopyTo(buffer);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    public static ValueTask<int> ReadAsync(SafeFileHandle handle, Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Task.Run(() => Read(handle, buffer.Span, offset), cancellationToken));
    }

    public static void Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, long offset)
    {
        FileStream stream = handle.Stream;
        byte[] block = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            bytes.CopyTo(block);
            lock (stream)
            {
                stream.Position = offset;
                stream.Write(block, 0, bytes.Length);
                stream.Flush();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
