using System.Buffers.Binary;
using System.Text;
using DataJoint.Git.Objects;

namespace DataJoint.Git.History;

/// <summary>What is staged: a file of version 2, 3 or 4.</summary>
internal static class IndexFile
{
    private const int HeaderBytes = 12;
    private const int FactBytes = 40;
    private const int ModeAt = 24;

    private const string OddPath = "it names a path that no file can have";

    /// <summary>More than any system has for a path.</summary>
    private const int LongestPath = 32 << 10;

    /// <summary>Of all paths together: each may be written as what it adds to the one before.</summary>
    private const long LongestPaths = 512L << 20;

    /// <summary>Reads the contents that it names, with their paths, and whether they are staged for certain: others may have been removed since.</summary>
    /// <param name="place">The directory of git's own files that a work tree has.</param>
    /// <param name="idBytes">How long the names of objects are.</param>
    /// <exception cref="GitException">It cannot be read.</exception>
    public static IReadOnlyList<(GitObjectId Id, byte[] Path, bool IsStaged)> Read(string place, int idBytes)
    {
        string path = Path.Combine(place, "index");
        return GitFile.Exists(path) ? ObjectFault.Guard(path, () => ReadWithShared(path, idBytes)) : [];
    }

    /// <summary>A split index has the most of it in another file; what that has besides was staged lately.</summary>
    private static (GitObjectId Id, byte[] Path, bool IsStaged)[] ReadWithShared(string path, int idBytes)
    {
        GitFile.Check(path, Path.GetDirectoryName(path)!);
        List<IndexedFile> entries = [];
        List<IndexedFile> shared = [];
        SplitIndex? split = Parse(FileBytes.ReadAll(path), idBytes, entries);
        if (split is not null)
        {
            Parse(FileBytes.ReadAll(Path.Combine(Path.GetDirectoryName(path)!, $"sharedindex.{split.Shared}")), idBytes, shared);
            split.NameReplaced(entries, shared);
            entries.ForEach(entry => _ = entry.IsContent ? Check(entry.Path) : entry.Path);
        }
        else if (entries.Exists(entry => entry.Path.Length == 0)) // in a split index alone: the other file has the path
        {
            throw new InvalidDataException(OddPath);
        }

        return
        [
            .. entries.Where(entry => entry.IsContent).Select(entry => (entry.Id, entry.Path, true)),
            .. shared.Where(entry => entry.IsContent).Select(entry => (entry.Id, entry.Path, false)),
        ];
    }

    private static SplitIndex? Parse(ReadOnlySpan<byte> file, int idBytes, List<IndexedFile> entries)
    {
        uint version = file.Length >= HeaderBytes + idBytes && file.StartsWith("DIRC"u8) ? BinaryPrimitives.ReadUInt32BigEndian(file[4..]) : 0;
        if (version is < 2 or > 4)
        {
            throw new InvalidDataException("of a form that djc does not read, or cut");
        }

        int at = HeaderBytes;
        byte[] last = [];
        long total = 0;
        for (uint left = BinaryPrimitives.ReadUInt32BigEndian(file[8..]); left > 0; left--)
        {
            int start = at;
            int fixedBytes = FactBytes + idBytes + 2;
            if (file.Length - idBytes < start + fixedBytes + 1)
            {
                throw new InvalidDataException("cut");
            }

            bool isExtended = (file[start + fixedBytes - 2] & 0x40) != 0;
            at += fixedBytes + (isExtended ? 2 : 0);
            last = version == 4 ? ReadPrefixed(file, last, ref at) : ReadPadded(file, start, ref at);
            if ((total += last.Length) > LongestPaths)
            {
                throw new InvalidDataException("its paths are longer than 512 MiB together");
            }

            bool isContent = BinaryPrimitives.ReadUInt32BigEndian(file[(start + ModeAt)..]) >> 12 is 8 or 10; // a file or a link; neither directory nor submodule
            entries.Add(new IndexedFile(GitObjectId.FromBytes(file.Slice(start + FactBytes, idBytes)), isContent ? Check(last) : last, isContent));
        }

        return ReadExtensions(file[..^idBytes], at, idBytes, entries);
    }

    private static byte[] ReadPadded(ReadOnlySpan<byte> file, int start, ref int at)
    {
        int length = LengthOf(file[at..]);
        byte[] path = file.Slice(at, length).ToArray();
        at = start + ((at + length - start + 8) / 8 * 8); // with one to eight NULs after it
        return path;
    }

    private static byte[] ReadPrefixed(ReadOnlySpan<byte> file, byte[] last, ref int at)
    {
        byte code = file[at++];
        long removed = code & 0x7f;
        while (code >= 0x80 && removed < int.MaxValue && at < file.Length)
        {
            code = file[at++];
            removed = ((removed + 1) << 7) | (uint)(code & 0x7f);
        }

        int length = LengthOf(file[at..]);
        byte[] path = removed <= last.Length ? [.. last.AsSpan(0, last.Length - (int)removed), .. file.Slice(at, length)] : throw new InvalidDataException("its paths are damaged");
        at += length + 1;
        return path;
    }

    private static byte[] Check(byte[] path) =>
        path.Length == 0 || (path.Length <= LongestPath && EntryName.AreValid(path)) ? path : throw new InvalidDataException(OddPath);

    private static int LengthOf(ReadOnlySpan<byte> text) => text.IndexOf((byte)0) is int length and >= 0 ? length : throw new InvalidDataException("cut");

    /// <summary>Of what follows the entries: the other half of a split index, and the sides of merges that were resolved.</summary>
    private static SplitIndex? ReadExtensions(ReadOnlySpan<byte> file, int at, int idBytes, List<IndexedFile> entries)
    {
        SplitIndex? split = null;
        while (at + 8 <= file.Length)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(file[(at + 4)..]);
            if (size > file.Length - at - 8)
            {
                throw new InvalidDataException("cut");
            }

            ReadOnlySpan<byte> content = file.Slice(at + 8, (int)size);
            if (file[at..].StartsWith("link"u8) && size >= idBytes)
            {
                split = SplitIndex.Read(content, idBytes);
            }
            else if (file[at..].StartsWith("REUC"u8))
            {
                ReadResolved(content, idBytes, entries);
            }

            at += 8 + (int)size;
        }

        return split;
    }

    /// <summary>A path, three modes in octal digits, each with a NUL after it, and an id for each mode that is not zero.</summary>
    private static void ReadResolved(ReadOnlySpan<byte> content, int idBytes, List<IndexedFile> entries)
    {
        while (!content.IsEmpty)
        {
            byte[] path = content[..LengthOf(content)].ToArray();
            content = content[(path.Length + 1)..];
            List<bool> isBlob = [];
            for (int i = 0; i < 3; i++)
            {
                string mode = Encoding.Latin1.GetString(content[..LengthOf(content)]);
                content = content[(mode.Length + 1)..];
                if (mode != "0")
                {
                    isBlob.Add(mode.StartsWith("10", StringComparison.Ordinal) || mode.StartsWith("12", StringComparison.Ordinal));
                }
            }

            foreach (bool counts in isBlob)
            {
                GitObjectId id = content.Length >= idBytes ? GitObjectId.FromBytes(content[..idBytes]) : throw new InvalidDataException("cut");
                content = content[idBytes..];
                if (counts)
                {
                    entries.Add(new IndexedFile(id, Check(path), IsContent: true));
                }
            }
        }
    }
}
