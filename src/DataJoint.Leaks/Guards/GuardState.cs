namespace DataJoint.Leaks;

/// <summary>What is at the place of a hook.</summary>
public enum GuardState
{
    /// <summary>No hook.</summary>
    Missing,

    /// <summary>A hook of somebody else.</summary>
    Other,

    /// <summary>The guard, with or without another hook that it runs first.</summary>
    Installed,

    /// <summary>The guard, changed by somebody: it is neither replaced nor removed.</summary>
    Changed,
}
