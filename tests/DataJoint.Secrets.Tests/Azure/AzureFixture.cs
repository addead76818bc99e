using Azure.Core.Pipeline;
using DataJoint.Configuration;
using DataJoint.Identities.Azure;
using DataJoint.Secrets.Azure;
using DataJoint.Secrets.Azure.Requests;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>A stand-in for Azure Key Vault, and one for the service that gives machines their tokens.</summary>
internal sealed class AzureFixture : KeeperFixture
{
    private readonly IdentityStandIn _tokens = new(200, Answer(KeyVaultStandIn.Token));
    private readonly IdentityStandIn _wrongTokens = new(200, Answer("wrong-" + Canary));

    public KeyVaultStandIn Vault { get; } = new();

    public override StandInFaults Faults => Vault.Faults;

    public override string Identity => "managed identity";

    public override Task PutAsync(string name, string json)
    {
        Vault.Put(name, json);
        return Task.CompletedTask;
    }

    public override string ReferenceTo(string name) => $"ref+azurekeyvault://lab/{name}";

    public override Task<string> PutForbiddenAsync(string name, string json)
    {
        Vault.Put(name, json);
        Vault.Forbid(name);
        return Task.FromResult(ReferenceTo(name));
    }

    public override IBatchSecretResolver Open(SecretLimits limits) => Open(limits, Vault.Address, _tokens.Address);

    public override IBatchSecretResolver OpenWithWrongLogin(SecretLimits limits) => Open(limits, Vault.Address, _wrongTokens.Address);

    public override IBatchSecretResolver OpenWithoutLogin(SecretLimits limits) => Open(limits, Vault.Address, "http://127.0.0.1:1");

    public override IBatchSecretResolver OpenWithNobodyThere(SecretLimits limits) => Open(limits, new Uri("https://127.0.0.1:1"), _tokens.Address);

    public override async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        _tokens.Dispose();
        _wrongTokens.Dispose();
        await base.DisposeAsync();
    }

    private static ManagedSecrets Open(SecretLimits limits, Uri vault, string metadata)
    {
        var identity = new AzureIdentity(name => name == "AZURE_POD_IDENTITY_AUTHORITY_HOST" ? metadata : null, metadataTimeout: TimeSpan.FromMinutes(2));
        var clients = new VaultClients(
            identity,
            options =>
            {
                options.Transport = new HttpClientTransport(TestTls.CreateHandler());
                options.DisableChallengeResourceVerification = true;
            },
            _ => vault);
        return new ManagedSecrets(new KeyVaultSecrets(clients), limits);
    }

    private static string Answer(string token) => $$"""{ "token_type": "Bearer", "expires_in": 3599, "access_token": "{{token}}" }""";
}
