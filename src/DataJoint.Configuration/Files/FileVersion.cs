namespace DataJoint.Configuration.Files;

/// <summary>A file or directory as it was when it was read, so that a reload or a watch can ask whether it still is.</summary>
/// <param name="Path">Its path, absolute.</param>
/// <param name="Facts">What stood there; nothing, perhaps.</param>
internal readonly record struct FileVersion(string Path, EntryFacts Facts)
{
    /// <summary>Whether the same still stands there; what was missing may have come.</summary>
    public bool IsCurrent => FileReading.Stat(Path) == Facts;

    /// <summary>What stands there now.</summary>
    public FileVersion TakeAgain() => new(Path, FileReading.Stat(Path));
}
