namespace DataJoint.Leaks.Purging;

/// <summary>A content or message in which a scan found what is to go. Holds secrets: it shows none, and is no record.</summary>
internal sealed class FoundPlace
{
    /// <summary>The names that it was found under, which tell how it is read.</summary>
    public HashSet<string> Paths { get; } = new(StringComparer.Ordinal);

    /// <summary>What was found there.</summary>
    public HashSet<string> Texts { get; } = new(StringComparer.Ordinal);
}
