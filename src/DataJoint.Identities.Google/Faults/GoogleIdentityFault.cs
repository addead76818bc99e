namespace DataJoint.Identities.Google;

/// <summary>Why there is no token.</summary>
public enum GoogleIdentityFault
{
    /// <summary>Neither a credential is given, nor does the platform offer an identity; or the file that holds it cannot be read.</summary>
    Missing,

    /// <summary>The credential is none, or of a kind that is not supported.</summary>
    InvalidCredential,

    /// <summary>A credential in the project's own file, which may be a stranger's, names a file or an address.</summary>
    ReferenceInProject,

    /// <summary>Google, or the identity provider, does not accept the credential.</summary>
    Refused,

    /// <summary>Who gives the tokens cannot be reached or does not answer in time. Trying again may help.</summary>
    Unavailable,

    /// <summary>What answers is not a token service.</summary>
    UnexpectedAnswer,
}
