using System.Buffers.Binary;

namespace DataJoint.Leaks.Scanning;

/// <summary>The list of a ZIP file's entries, which .NET takes into memory as a whole: it is measured first, whatever the file says about it.</summary>
internal static class ZipDirectory
{
    /// <summary>Names, comments and other fields.</summary>
    private const int MaxBytes = 16 << 20;

    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int EntryLength = 46;

    private static ReadOnlySpan<byte> EndMark => "PK\u0005\u0006"u8;

    private static ReadOnlySpan<byte> WideLocatorMark => "PK\u0006\u0007"u8;

    private static ReadOnlySpan<byte> WideEndMark => "PK\u0006\u0006"u8;

    private static ReadOnlySpan<byte> EntryMark => "PK\u0001\u0002"u8;

    /// <summary>Checks the list.</summary>
    /// <param name="file">The whole file, with what may stand before and after it.</param>
    /// <returns>Where it lies.</returns>
    /// <exception cref="InvalidDataException">It is longer than what is unpacked.</exception>
    public static ZipBounds Read(ReadOnlySpan<byte> file)
    {
        int end = FindEnd(file);
        if (end < 0)
        {
            return file.StartsWith("PK"u8) ? throw new InvalidDataException() : new ZipBounds(0, file.Length, file.Length);
        }

        long listed = FindList(file, end);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(file[(end + 12)..]);
        long shift = listed + size < end && !StartsEntry(file, listed) && StartsEntry(file, end - size) ? end - size - listed : 0;
        long first = end;
        int count = 0;
        long at = listed + shift;
        while (StartsEntry(file, at))
        {
            if (count++ >= ScanLimits.MaxEntries || at - listed - shift > MaxBytes)
            {
                throw new InvalidDataException($"unpacks to more than {ScanLimits.MaxEntries} files, or has names of more than {MaxBytes >> 20} MiB");
            }

            ReadOnlySpan<byte> entry = file.Slice((int)at, EntryLength);
            first = Math.Min(first, shift + BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]));
            at += EntryLength + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        if (count == 0 && file.StartsWith("PK"u8) && BinaryPrimitives.ReadUInt16LittleEndian(file[(end + 10)..]) > 0)
        {
            throw new InvalidDataException(); // a list that cannot be found
        }

        return new ZipBounds((int)shift, (int)first, first == end ? end : Math.Min(file.Length, end + EndLength));
    }

    private static bool StartsEntry(ReadOnlySpan<byte> file, long at) => at >= 0 && at <= file.Length - EntryLength && file[(int)at..].StartsWith(EntryMark);

    private static int FindEnd(ReadOnlySpan<byte> file)
    {
        int lowest = Math.Max(0, file.Length - EndLength - LongestComment);
        int end = file[lowest..].LastIndexOf(EndMark);
        return end < 0 || lowest + end > file.Length - EndLength ? -1 : lowest + end;
    }

    /// <summary>Where the list begins, by what the file says.</summary>
    private static long FindList(ReadOnlySpan<byte> file, int end)
    {
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(file[(end + 16)..]);
        const int LocatorLength = 20;
        if (end < LocatorLength || !file[(end - LocatorLength)..].StartsWith(WideLocatorMark))
        {
            return first;
        }

        ulong wide = BinaryPrimitives.ReadUInt64LittleEndian(file[(end - LocatorLength + 8)..]);
        const int WideLength = 56;
        return wide <= (ulong)Math.Max(0, file.Length - WideLength) && file[(int)wide..].StartsWith(WideEndMark) && first == uint.MaxValue
            ? (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(file[((int)wide + 48)..]), int.MaxValue)
            : first;
    }
}
