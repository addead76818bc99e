using DataJoint.Configuration;

namespace DataJoint.Leaks;

/// <summary>What can keep a repository from being purged.</summary>
public static class PurgeRules
{
    /// <summary>The repository cannot be purged as it is; nothing was changed.</summary>
    public static readonly DiagnosticRule Impossible = new(
        DiagnosticIds.PurgeImpossible, DiagnosticSeverity.Error, "The repository cannot be purged as it is",
        "A purge would not be whole, or would lose work: a merge or rebase is in progress, the work tree or the index holds the secret in a change that is not committed, objects are missing or borrowed, or another program works in the repository. Nothing was changed.",
        "Do what the message says, and run the same command again.");

    /// <summary>A purge was interrupted after the refs had moved.</summary>
    public static readonly DiagnosticRule Unfinished = new(
        DiagnosticIds.PurgeUnfinished, DiagnosticSeverity.Error, "A purge is not finished",
        "The refs have the new history, and the old one is not yet gone from the repository.",
        "Run the same command again: it finishes.");

    /// <summary>Something of what was to be purged is still there.</summary>
    public static readonly DiagnosticRule Remains = new(
        DiagnosticIds.PurgeRemains, DiagnosticSeverity.Error, "Something of what was purged is still there",
        "Every object was examined after the purge, and a path or a value is still in one of them, or in a file of git's own.",
        "The message says where. Change or delete it there, and run the same command again.");
}
