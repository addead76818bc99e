namespace DataJoint.Leaks;

/// <summary>What was not scanned, and why.</summary>
public sealed class SkippedContent
{
    internal SkippedContent(string path, string reason, bool isAsked = false)
    {
        Path = path;
        Reason = reason;
        IsAsked = isAsked;
    }

    /// <summary>Which file, or which part of an archive.</summary>
    public string Path { get; }

    /// <summary>Why, such as <c>unpacks to more than 512 MiB</c>.</summary>
    public string Reason { get; }

    /// <summary>Whether the scan was to look at it, so that it is incomplete: an object of the history that is not there, or a file that was named and cannot be read.</summary>
    public bool IsAsked { get; }
}
