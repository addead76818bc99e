namespace DataJoint.Git;

/// <summary>git could not answer: it is not installed, it refuses, or it takes too long. The message never holds the content of a file.</summary>
public sealed class GitException : Exception
{
    internal GitException(string message, string? hint = null)
        : base(message) => Hint = hint;

    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; }

    /// <summary>Whether there is no repository to look at, or no git to look with; otherwise something is wrong.</summary>
    public bool IsUnavailable { get; internal init; }

    /// <summary>Whether git took too long; another try, or a longer limit, may help.</summary>
    public bool IsTimeout { get; internal init; }
}
