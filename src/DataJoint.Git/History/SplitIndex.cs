using System.Buffers.Binary;

namespace DataJoint.Git.History;

/// <summary>What an index says of the file that has the most of it: which one that is, and which of its entries others stand in place of.</summary>
/// <remarks>The format is that of git's <c>link</c> extension: two bitmaps, compressed as EWAH, of the entries that are deleted and of those that are replaced.</remarks>
internal sealed class SplitIndex
{
    private const int Bits = 64;

    private readonly byte[] _bitmaps;

    private SplitIndex(GitObjectId shared, byte[] bitmaps)
    {
        Shared = shared;
        _bitmaps = bitmaps;
    }

    /// <summary>The name of the other file.</summary>
    public GitObjectId Shared { get; }

    /// <summary>Reads the extension; null when it names no file.</summary>
    public static SplitIndex? Read(ReadOnlySpan<byte> content, int idBytes)
    {
        var shared = GitObjectId.FromBytes(content[..idBytes]);
        return shared.IsZero ? null : new SplitIndex(shared, content[idBytes..].ToArray());
    }

    /// <summary>Gives entries without a path the one of the entry in whose place they stand: the first has that of the first, and so on.</summary>
    /// <param name="entries">The entries of this half.</param>
    /// <param name="shared">Those of the other one.</param>
    /// <exception cref="InvalidDataException">The halves do not fit.</exception>
    public void NameReplaced(List<IndexedFile> entries, List<IndexedFile> shared)
    {
        int at = 0;
        List<int> replaced = [];
        if (_bitmaps.Length > 0)
        {
            ReadBitmap(ref at, shared.Count, []);
            ReadBitmap(ref at, shared.Count, replaced);
        }

        int next = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Path.Length == 0)
            {
                entries[i] = next < replaced.Count ? entries[i] with { Path = shared[replaced[next++]].Path } : throw CreateException();
            }
        }
    }

    /// <summary>Words of 64 bits: one tells how many words of equal bits follow, and how many as they are.</summary>
    private void ReadBitmap(ref int at, int count, List<int> places)
    {
        long words = at + 8 <= _bitmaps.Length ? BinaryPrimitives.ReadUInt32BigEndian(_bitmaps.AsSpan(at + 4)) : throw CreateException();
        at += 8;
        long end = at + (words * 8);
        if (end + 4 > _bitmaps.Length)
        {
            throw CreateException();
        }

        long place = 0;
        while (at < end)
        {
            ulong marker = Next(ref at);
            long equal = (long)((marker >> 1) & uint.MaxValue) * Bits;
            if ((marker & 1) != 0)
            {
                Add(place, Math.Min(equal, count - place), count, places);
            }

            place += equal;
            for (ulong left = marker >> 33; left > 0; left--, place += Bits)
            {
                ulong word = at < end ? Next(ref at) : throw CreateException();
                for (int bit = 0; word != 0; bit++, word >>= 1)
                {
                    Add(place + bit, (long)(word & 1), count, places);
                }
            }
        }

        at = (int)end + 4; // where the last marker is
    }

    private static void Add(long place, long length, int count, List<int> places)
    {
        if (length > 0 && place + length > count)
        {
            throw CreateException();
        }

        for (long i = 0; i < length; i++)
        {
            places.Add((int)(place + i));
        }
    }

    private ulong Next(ref int at)
    {
        ulong word = BinaryPrimitives.ReadUInt64BigEndian(_bitmaps.AsSpan(at));
        at += 8;
        return word;
    }

    private static InvalidDataException CreateException() => new("it does not fit the other half of it");
}
