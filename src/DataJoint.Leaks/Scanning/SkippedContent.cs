namespace DataJoint.Leaks;

/// <summary>What was not scanned, and why.</summary>
public sealed class SkippedContent
{
    internal SkippedContent(string path, string reason)
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>Which file, or which part of an archive.</summary>
    public string Path { get; }

    /// <summary>Why, such as <c>unpacks to more than 512 MiB</c>.</summary>
    public string Reason { get; }
}
