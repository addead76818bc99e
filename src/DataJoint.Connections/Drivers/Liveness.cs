namespace DataJoint.Connections.Drivers;

/// <summary>What a look at an open connection finds.</summary>
internal enum Liveness
{
    /// <summary>It answers.</summary>
    Alive,

    /// <summary>It does not answer; nothing was going on on it.</summary>
    Lost,

    /// <summary>A transaction or a reader is open on it, so it cannot be asked, and must not be replaced.</summary>
    InUse,
}
