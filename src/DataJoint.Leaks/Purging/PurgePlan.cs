namespace DataJoint.Leaks;

/// <summary>What a purge would do, or did.</summary>
public sealed class PurgePlan
{
    /// <summary>The files that go or change.</summary>
    public IReadOnlyList<PurgedFile> Files { get; internal init; } = [];

    /// <summary>Paths (<see cref="PurgeOptions.Paths"/>) that no commit of any ref has: misspelt, or purged before. While something else would change, no purge begins.</summary>
    public IReadOnlyList<string> MissingPaths { get; internal init; } = [];

    /// <summary>The refs that move, go or come, by name.</summary>
    public IReadOnlyList<PurgedRef> Refs { get; internal init; } = [];

    /// <summary>How many commits are made again, of all that are reachable.</summary>
    public int ChangedCommits { get; internal init; }

    /// <summary>How many commits are reachable.</summary>
    public int Commits { get; internal init; }

    /// <summary>How many commits go because the purge leaves them without a change.</summary>
    public int PrunedCommits { get; internal init; }

    /// <summary>The commits and tags that lose their signature, or are signed again.</summary>
    public IReadOnlyList<LostSignature> Signatures { get; internal init; } = [];

    /// <summary>What else is worth knowing, a sentence each.</summary>
    public IReadOnlyList<string> Notices { get; internal init; } = [];

    /// <summary>Where the history is kept as it was.</summary>
    public string BackupFile { get; internal init; } = "";

    /// <summary>Whether an interrupted purge is to be finished.</summary>
    public bool IsUnfinished { get; internal init; }

    /// <summary>Whether there is anything to do.</summary>
    public bool HasChanges => IsUnfinished || ChangedCommits > 0 || Refs.Count > 0;
}
