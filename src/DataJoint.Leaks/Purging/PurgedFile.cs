namespace DataJoint.Leaks;

/// <summary>A file that a purge removes or changes.</summary>
public sealed class PurgedFile
{
    internal PurgedFile(string path, int versions, bool isRemoved)
    {
        Path = path;
        Versions = versions;
        IsRemoved = isRemoved;
    }

    /// <summary>Its path from the root of the repository, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>How many contents of it are removed or changed.</summary>
    public int Versions { get; }

    /// <summary>Whether the file goes; otherwise values in it are replaced.</summary>
    public bool IsRemoved { get; }
}
