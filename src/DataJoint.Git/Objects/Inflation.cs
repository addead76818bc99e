using System.IO.Compression;

namespace DataJoint.Git.Objects;

/// <summary>Unpacks what git has packed, to the size that was promised and not a byte more.</summary>
internal static class Inflation
{
    /// <summary>What one byte unpacks to at most, a little more than zlib can.</summary>
    private const long MaxRatio = 1040;

    /// <summary>Unpacks a whole content.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it has ended at the latest.</param>
    /// <param name="size">How many bytes it has.</param>
    /// <exception cref="InvalidDataException">It has another size, or is damaged.</exception>
    public static byte[] Read(FileBytes file, long start, long end, long size)
    {
        CheckSize(size, end - start);
        byte[] content = size <= Array.MaxLength ? GC.AllocateUninitializedArray<byte>((int)size) : throw new InvalidDataException("too large to be held in memory");
        using FileSection packed = new(file, start, end);
        using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
        if (unpacked.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length)
        {
            throw new InvalidDataException("cut");
        }

        CheckEnd(unpacked);
        return content;
    }

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
