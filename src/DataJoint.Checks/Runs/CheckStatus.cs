namespace DataJoint.Checks;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    /// <summary>All is well.</summary>
    Pass,

    /// <summary>Something deserves a look.</summary>
    Warn,

    /// <summary>Something is wrong.</summary>
    Fail,

    /// <summary>It was not made; the message says why.</summary>
    Skip,
}
