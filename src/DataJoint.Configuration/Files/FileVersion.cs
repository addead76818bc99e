namespace DataJoint.Configuration.Files;

/// <summary>A file or directory as it was when it was read, so that a reload or a watch can ask whether it still is.</summary>
internal sealed class FileVersion
{
    private readonly EntryKind _kind;
    private readonly long _size;
    private readonly long _changed;

    public FileVersion(string path, EntryFacts facts)
    {
        Path = path;
        _kind = facts.Kind;
        _size = facts.Size;
        _changed = facts.Changed;
    }

    /// <summary>Its path, absolute.</summary>
    public string Path { get; }

    /// <summary>Whether the same still stands there; what was missing may have come.</summary>
    public bool IsCurrent
    {
        get
        {
            EntryFacts now = FileReading.Stat(Path);
            return now.Kind == _kind && now.Size == _size && now.Changed == _changed;
        }
    }
}
