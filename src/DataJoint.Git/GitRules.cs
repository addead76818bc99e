using DataJoint.Configuration;

namespace DataJoint.Git;

/// <summary>The kinds of what keeps git from answering.</summary>
internal static class GitRules
{
    public static readonly DiagnosticRule Unavailable = new(
        DiagnosticIds.GitUnavailable, DiagnosticSeverity.Error, "There is no git, or no repository, to ask",
        "git is not installed, or what looks like a repository is not one.",
        "Install git, or remove the `.git` that is not one.");

    public static readonly DiagnosticRule Failed = new(
        DiagnosticIds.GitFailed, DiagnosticSeverity.Error, "git could not answer",
        "git could not be started, refuses to look at the repository, or takes too long.",
        "The message has git's own words. `git status` in the repository shows more.");
}
