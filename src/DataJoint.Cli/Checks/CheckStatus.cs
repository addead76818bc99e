namespace DataJoint.Cli;

/// <summary>How a check ended.</summary>
internal enum CheckStatus
{
    Pass,
    Warn,
    Fail,

    /// <summary>It was not made; the message says why.</summary>
    Skip,
}
