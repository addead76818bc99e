namespace DataJoint.Configuration;

/// <summary>A file or directory as it was when it was read, so that a reload or a watch can ask whether it still is.</summary>
internal sealed class FileVersion
{
    private readonly EntryFacts _facts;

    internal FileVersion(string path, EntryFacts facts)
    {
        Path = path;
        _facts = facts;
    }

    /// <summary>Its path, absolute.</summary>
    internal string Path { get; }

    /// <summary>Whether the same still stands there; what was missing may have come.</summary>
    internal bool IsCurrent => FileReading.Stat(Path) == _facts;
}
