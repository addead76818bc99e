namespace DataJoint.Stores.Gcs.Credentials;

/// <summary>What tokens are asked for.</summary>
/// <remarks>See https://developers.google.com/identity/protocols/oauth2/scopes.</remarks>
internal static class GoogleScopes
{
    /// <summary>To read and write objects.</summary>
    public const string Storage = "https://www.googleapis.com/auth/devstorage.read_write";

    /// <summary>To act for a service account; the token for the objects is that account's.</summary>
    public const string Platform = "https://www.googleapis.com/auth/cloud-platform";
}
