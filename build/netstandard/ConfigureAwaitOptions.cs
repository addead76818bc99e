namespace DataJoint;

/// <summary>How to wait for a task.</summary>
internal enum ConfigureAwaitOptions
{
    /// <summary>Without its exception.</summary>
    SuppressThrowing,
}
