namespace DataJoint.Cli.Transfers;

/// <summary>What a synchronisation does with one object.</summary>
internal enum SyncAction
{
    /// <summary>It is the same at both ends.</summary>
    Keep,

    /// <summary>It is copied, or would be.</summary>
    Copy,

    /// <summary>It is deleted at the destination, or would be.</summary>
    Delete,

    /// <summary>It belongs to a section that DataJoint manages, and stays as it is.</summary>
    Skip,

    /// <summary>It could not be copied; the others go on.</summary>
    Fail,
}
