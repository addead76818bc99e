namespace DataJoint.Cli;

/// <summary>How far the stores are tried.</summary>
internal enum StoreProbing
{
    /// <summary>An object is written, read back, listed and deleted.</summary>
    Full,

    /// <summary>Objects are listed.</summary>
    ReadOnly,

    /// <summary>They are not contacted.</summary>
    None,
}
