using DataJoint.Configuration;
using DataJoint.Identities.Azure;
using DataJoint.Secrets.Azure.Requests;

namespace DataJoint.Secrets.Azure;

/// <summary>References to what Azure Key Vault keeps: <c>ref+azurekeyvault://vault/secret[/version]</c>.</summary>
public static class AzureSecrets
{
    /// <summary>Registers the scheme. With a package reference this happens by itself.</summary>
    public static void Register() => SecretSchemes.Register(
        "azurekeyvault", context => new ManagedSecrets(new KeyVaultSecrets(new VaultClients(new AzureIdentity(context.HostEnvironment.FindVariable)))));
}
