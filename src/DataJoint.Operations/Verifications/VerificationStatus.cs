namespace DataJoint.Operations;

/// <summary>What became of the attempt to use a credential that was found.</summary>
public enum VerificationStatus
{
    /// <summary>It works.</summary>
    Valid,

    /// <summary>The server refuses it.</summary>
    Refused,

    /// <summary>The server did not say: it cannot be reached, or fails.</summary>
    Unknown,

    /// <summary>It was not tried.</summary>
    NotTried,
}
