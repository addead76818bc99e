namespace DataJoint.Checks;

/// <summary>How much a secret is needed that nobody gives.</summary>
public enum SecretNeed
{
    /// <summary>Nothing works without it.</summary>
    Missing = 0,

    /// <summary>Only the server knows whether it is needed: an account without a password needs none.</summary>
    NotGiven = 1,

    /// <summary>The identity of the platform takes its place.</summary>
    PlatformIdentity = 2,
}
