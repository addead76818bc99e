namespace DataJoint.Identities.Azure.Faults;

/// <summary>Why there is no token.</summary>
internal enum AzureIdentityFault
{
    /// <summary>The platform offers no identity.</summary>
    Missing,

    /// <summary>One is set up, and cannot be used: its file cannot be read, or it is of a kind that is not supported.</summary>
    Unusable,

    /// <summary>Microsoft does not accept the credential.</summary>
    Refused,

    /// <summary>Who gives the tokens cannot be reached or does not answer in time. Trying again may help.</summary>
    Unavailable,

    /// <summary>What answers is not a token service.</summary>
    UnexpectedAnswer,
}
