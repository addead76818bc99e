using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>One line of a tree, as its bytes are.</summary>
internal readonly ref struct TreeEntry
{
    private TreeEntry(ReadOnlySpan<byte> mode, ReadOnlySpan<byte> name, GitObjectId id)
    {
        Mode = mode;
        Name = name;
        Id = id;
    }

    /// <summary>The digits of its mode, as they were written: old programs wrote <c>040000</c> and <c>100664</c>.</summary>
    public ReadOnlySpan<byte> Mode { get; }

    public ReadOnlySpan<byte> Name { get; }

    public GitObjectId Id { get; }

    public bool IsTree => Mode.TrimStart((byte)'0').SequenceEqual("40000"u8);

    /// <summary>A submodule's commit, which is in another repository.</summary>
    public bool IsCommit => Mode.TrimStart((byte)'0').StartsWith("16"u8);

    /// <summary>Takes the next line off a tree.</summary>
    /// <param name="rest">What is left of the tree.</param>
    /// <param name="idLength">The bytes of an id.</param>
    /// <param name="entry">The line.</param>
    /// <returns>False at the end.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> rest, int idLength, out TreeEntry entry)
    {
        entry = default;
        if (rest.IsEmpty)
        {
            return false;
        }

        int space = rest.IndexOf((byte)' ');
        int zero = space < 0 ? -1 : rest[space..].IndexOf((byte)0);
        if (zero < 0 || rest.Length < space + zero + 1 + idLength)
        {
            throw new PurgeException(PurgeRules.Impossible, "a tree of the repository is damaged", "Run: git fsck");
        }

        ReadOnlySpan<byte> name = rest.Slice(space + 1, zero - 1);
        entry = new TreeEntry(rest[..space], name, GitObjectId.FromBytes(rest.Slice(space + zero + 1, idLength)));
        rest = rest[(space + zero + 1 + idLength)..];
        return true;
    }
}
