namespace DataJoint.Stores;

/// <summary>How a step of a probe ended.</summary>
public enum ProbeStatus
{
    /// <summary>It worked.</summary>
    Passed,

    /// <summary>It did not work.</summary>
    Failed,

    /// <summary>It was not tried: the probe only reads, or an earlier step failed.</summary>
    Skipped,
}
