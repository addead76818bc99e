namespace DataJoint.Configuration.Files;

/// <summary>The outcome of reading a file: its bytes, or why there are none.</summary>
/// <param name="Facts">What stands at the path.</param>
/// <param name="Bytes">The bytes, or null when they could not be read.</param>
/// <param name="Failure">Why a file that is there could not be read, in words.</param>
internal readonly record struct FileContent(EntryFacts Facts, byte[]? Bytes, string? Failure = null)
{
    public bool IsMissing => Facts.Kind == EntryKind.Missing;
}
