namespace DataJoint.Identities.Google.Tokens;

/// <summary>What tokens are asked for.</summary>
/// <remarks>See https://developers.google.com/identity/protocols/oauth2/scopes.</remarks>
internal static class GoogleScopes
{
    /// <summary>To act for a service account; the token for the service itself is that account's.</summary>
    public const string Platform = "https://www.googleapis.com/auth/cloud-platform";
}
