namespace DataJoint.Configuration;

/// <summary>A file or directory as it was when it was read, so that a reload or a watch can ask whether it still is.</summary>
/// <param name="Path">Its path, absolute.</param>
/// <param name="Facts">What stood there; a file that was missing may have come since.</param>
internal readonly record struct FileVersion(string Path, EntryFacts Facts)
{
    /// <summary>Whether the same still stands there.</summary>
    internal bool IsCurrent => FileReading.Stat(Path) == Facts;
}
