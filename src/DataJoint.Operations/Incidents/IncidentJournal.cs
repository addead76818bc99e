namespace DataJoint.Operations.Incidents;

/// <summary>How far an incident has come, as it is written after each change. The credentials are sealed.</summary>
internal sealed record IncidentJournal
{
    /// <summary>The form of this file.</summary>
    public const int CurrentVersion = 2;

    public int Version { get; init; } = CurrentVersion;

    public required DateTimeOffset Begun { get; init; }

    public required IReadOnlyList<IncidentStep> Steps { get; init; }

    public required IReadOnlyList<IncidentEntry> Entries { get; init; }

    /// <summary>The credentials of the entries in their order; whoever has the key beside the journal can read them.</summary>
    public required string Sealed { get; init; }

    /// <summary>The bundle with the history before it was purged; null until then.</summary>
    public string? Backup { get; init; }

    /// <summary>The commands that bring the remote repositories to the same state.</summary>
    public IReadOnlyList<string> PushCommands { get; init; } = [];
}
