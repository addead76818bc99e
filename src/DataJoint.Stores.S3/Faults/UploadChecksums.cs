namespace DataJoint.Stores.S3.Faults;

/// <summary>Which checksums a server was asked to keep of an object in parts, from the least on.</summary>
internal enum UploadChecksums
{
    /// <summary>None; each part goes with its digest.</summary>
    None,

    /// <summary>Those of the parts.</summary>
    Parts,

    /// <summary>That of the whole, too.</summary>
    Whole,
}
