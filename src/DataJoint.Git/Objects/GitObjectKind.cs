namespace DataJoint.Git;

/// <summary>What an object of git is. The numbers are those of its files.</summary>
public enum GitObjectKind
{
    /// <summary>None of those that git has.</summary>
    None = 0,

    /// <summary>A commit.</summary>
    Commit = 1,

    /// <summary>A directory.</summary>
    Tree = 2,

    /// <summary>The content of a file.</summary>
    Blob = 3,

    /// <summary>An annotated tag.</summary>
    Tag = 4,
}
