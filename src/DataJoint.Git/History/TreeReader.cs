namespace DataJoint.Git.History;

/// <summary>Reads the entries of a directory of git one after another.</summary>
internal ref struct TreeReader(ReadOnlySpan<byte> tree, int idBytes)
{
    private ReadOnlySpan<byte> _rest = tree;

    /// <summary>Whether an entry was not written as one, or had a name that no file can have.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether the entry is a directory.</summary>
    public bool IsTree { get; private set; }

    /// <summary>Whether the entry is a commit of another repository.</summary>
    public bool IsSubmodule { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    public GitObjectId Id { get; private set; }

    /// <summary>Goes to the next entry: <c>100644 name</c>, a NUL, and the id.</summary>
    public bool Read()
    {
        while (ReadEntry())
        {
            if (EntryName.IsValid(Name))
            {
                return true;
            }

            IsDamaged = true;
        }

        return false;
    }

    private bool ReadEntry()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        int space = _rest.IndexOf((byte)' ');
        int end = space < 0 ? -1 : _rest[space..].IndexOf((byte)0) + space;
        if (end <= space || _rest.Length < end + 1 + idBytes)
        {
            IsDamaged = true;
            return false;
        }

        ReadOnlySpan<byte> mode = _rest[..space].TrimStart((byte)'0');
        IsTree = mode.SequenceEqual("40000"u8);
        IsSubmodule = mode.SequenceEqual("160000"u8);
        Name = _rest[(space + 1)..end];
        Id = GitObjectId.FromBytes(_rest.Slice(end + 1, idBytes));
        _rest = _rest[(end + 1 + idBytes)..];
        return true;
    }
}
