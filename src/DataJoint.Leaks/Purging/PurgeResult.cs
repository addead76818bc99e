namespace DataJoint.Leaks;

/// <summary>What a purge did.</summary>
public sealed class PurgeResult
{
    internal PurgeResult(PurgePlan plan, PurgeProof proof)
    {
        Plan = plan;
        Proof = proof;
    }

    /// <summary>What was changed.</summary>
    public PurgePlan Plan { get; }

    /// <summary>The examination of the repository afterwards.</summary>
    public PurgeProof Proof { get; }

    /// <summary>The bundle with the history as it was; null when nothing had to be changed.</summary>
    public string? BackupFile { get; internal init; }

    /// <summary>The file that says which commit became which: an old and a new id on each line.</summary>
    public string? CommitMapFile { get; internal init; }

    /// <summary>The commands that bring the remote repositories to the same state; nothing was pushed.</summary>
    public IReadOnlyList<string> PushCommands { get; internal init; } = [];
}
