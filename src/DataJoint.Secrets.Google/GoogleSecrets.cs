using DataJoint.Configuration;
using DataJoint.Secrets.Google.Requests;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Google;

/// <summary>References to what Google Secret Manager keeps: <c>ref+gcpsecrets://project/secret[?version=…]</c>.</summary>
public static class GoogleSecrets
{
    /// <summary>Registers the scheme. With a package reference this happens by itself.</summary>
    public static void Register() => SecretSchemes.Register(
        "gcpsecrets", context => new ManagedSecrets(new StoredVersions(new GoogleClient(context.HostEnvironment, GoogleClient.Service, SecretHttp.Shared))));
}
