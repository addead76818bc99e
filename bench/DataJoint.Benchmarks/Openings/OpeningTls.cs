namespace DataJoint.Benchmarks;

/// <summary>How a connection is protected.</summary>
internal enum OpeningTls
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Encrypted, with whomever.</summary>
    Unverified,

    /// <summary>Encrypted, with the server whose certificate a CA of one's own has issued.</summary>
    Verified,
}
