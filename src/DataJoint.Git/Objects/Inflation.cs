using System.IO.Compression;

namespace DataJoint.Git.Objects;

/// <summary>Unpacks what git has packed, to the size that was promised and not a byte more.</summary>
internal static class Inflation
{
    /// <summary>What one byte unpacks to at most, a little more than zlib can.</summary>
    private const long MaxRatio = 1040;

    /// <summary>What is held in memory: git writes no difference from or to a larger content (<c>core.bigFileThreshold</c>).</summary>
    private const int MaxHeld = 512 << 20;

    /// <summary>Memory is taken as the content comes.</summary>
    private const int FirstHeld = 1 << 20;

    /// <summary>Unpacks a whole content.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it has ended at the latest.</param>
    /// <param name="size">How many bytes it has.</param>
    /// <exception cref="InvalidDataException">It has another size, or is damaged.</exception>
    public static byte[] Read(FileBytes file, long start, long end, long size)
    {
        CheckSize(size, end - start);
        int held = CheckHeld(size);
        using FileSection packed = new(file, start, end);
        using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
        byte[] content = ReadHeld(unpacked, held);
        CheckEnd(unpacked);
        return content;
    }

    /// <summary>Reads a content into memory, which is taken as it comes: its size is a promise.</summary>
    /// <exception cref="InvalidDataException">There is less.</exception>
    public static byte[] ReadHeld(Stream unpacked, int size)
    {
        byte[] content = GC.AllocateUninitializedArray<byte>(Math.Min(size, FirstHeld));
        int filled = 0;
        while (true)
        {
            filled += unpacked.ReadAtLeast(content.AsSpan(filled), content.Length - filled, throwOnEndOfStream: false);
            if (filled < content.Length)
            {
                throw new InvalidDataException("cut");
            }

            if (filled == size)
            {
                return content;
            }

            Array.Resize(ref content, (int)Math.Min(size, content.Length * 4L));
        }
    }

    /// <summary>Whether a content is small enough for memory.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static int CheckHeld(long size) => size <= MaxHeld ? (int)size : throw new InvalidDataException($"it takes more than {MaxHeld >> 20} MiB of memory");

    /// <summary>Unpacks the first bytes.</summary>
    /// <returns>How many there are.</returns>
    public static int ReadStart(FileBytes file, long start, long end, Span<byte> buffer)
    {
        using FileSection packed = new(file, start, end);
        using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
        return unpacked.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }

    /// <summary>After its last byte a content has ended, and its checksum was compared.</summary>
    /// <exception cref="InvalidDataException">There is more.</exception>
    public static void CheckEnd(Stream unpacked)
    {
        Span<byte> more = stackalloc byte[1];
        if (unpacked.Read(more) != 0)
        {
            throw new InvalidDataException("longer than it says");
        }
    }

    /// <summary>Memory is not taken for a size that the file cannot hold.</summary>
    /// <exception cref="InvalidDataException">It cannot.</exception>
    public static void CheckSize(long size, long packed)
    {
        if (size < 0 || packed <= 0 || size / MaxRatio > packed)
        {
            throw new InvalidDataException("its size is not true");
        }
    }
}
