namespace DataJoint.Cli.Scans;

/// <summary>How an incident is walked through.</summary>
internal enum IncidentMode
{
    /// <summary>It is only told what leaked and what is open.</summary>
    Tell,

    /// <summary>Besides, what each step would do.</summary>
    DryRun,

    /// <summary>Each step asks.</summary>
    Ask,

    /// <summary>What can be done without a person is done.</summary>
    Yes,
}
