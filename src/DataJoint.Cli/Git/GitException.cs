namespace DataJoint.Cli;

/// <summary>git could not answer: it is not there, it refuses, or it takes too long.</summary>
internal sealed class GitException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why, without a full stop.</param>
    /// <param name="hint">What to do about it, or null.</param>
    public GitException(string message, string? hint = null)
        : base(message) => Hint = hint;

    public string? Hint { get; }

    /// <summary>Whether there is nothing to look at, or nothing to look with; otherwise something is wrong.</summary>
    public bool IsAbsence { get; init; }

    /// <summary>Whether git took too long.</summary>
    public bool IsTimeout { get; init; }
}
