using System.Formats.Tar;
using System.IO.Compression;

namespace DataJoint.Leaks.Tests;

/// <summary>Makes archives.</summary>
internal static class Packing
{
    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream packed = new();
        using (ZipArchive archive = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    public static byte[] GZip(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Tar(string name, byte[] content)
    {
        using MemoryStream packed = new();
        using (TarWriter writer = new(packed, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return packed.ToArray();
    }

    /// <summary>A program that unpacks itself: the offsets in the ZIP count from its own beginning, as after <c>cat stub a.zip</c>.</summary>
    public static byte[] Append(ReadOnlySpan<byte> stub, byte[] zip) => [.. stub, .. zip];

    /// <summary>The same with offsets that count from the beginning of the file, as after <c>zip -A</c>.</summary>
    public static byte[] AppendAdjusted(byte[] stub, params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream packed = new();
        packed.Write(stub);
        using (ZipArchive archive = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    public static byte[] Tar(TarEntryFormat format, string name, byte[] content)
    {
        using MemoryStream packed = new();
        using (TarWriter writer = new(packed, format, leaveOpen: true))
        {
            MemoryStream data = new(content);
            TarEntry entry = format switch
            {
                TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = data },
                TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = data },
                TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name) { DataStream = data },
                _ => new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data },
            };
            writer.WriteEntry(entry);
        }

        return packed.ToArray();
    }
}
