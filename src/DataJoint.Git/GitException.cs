using DataJoint.Configuration;

namespace DataJoint.Git;

/// <summary>git could not answer: it is not installed, it refuses, or it takes too long. The message never holds the content of a file.</summary>
public sealed class GitException : Exception, IDataJointException
{
    internal GitException(string message, string? hint = null)
        : this(new Diagnostic(GitRules.Failed, message, hint))
    {
    }

    private GitException(Diagnostic diagnostic)
        : base(diagnostic.Message) => Diagnostic = diagnostic;

    /// <summary>What went wrong: <see cref="DiagnosticIds.GitUnavailable"/> or <see cref="DiagnosticIds.GitFailed"/>.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>Whether git took too long; another try, or a longer limit, may help.</summary>
    public bool IsTransient { get; internal init; }

    /// <summary>Whether there is no repository to look at, or no git to look with; otherwise something is wrong.</summary>
    public bool IsUnavailable => Diagnostic.Rule == GitRules.Unavailable;

    internal static GitException Unavailable(string message, string? hint = null) => new(new Diagnostic(GitRules.Unavailable, message, hint));
}
