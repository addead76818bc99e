namespace DataJoint.Operations;

/// <summary>How far a step of an incident is.</summary>
public enum IncidentStepStatus
{
    /// <summary>It is still to be done.</summary>
    Open,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>Somebody decided to go on without it, and said why.</summary>
    Skipped,
}
