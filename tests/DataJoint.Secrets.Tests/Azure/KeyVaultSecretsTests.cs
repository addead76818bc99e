using DataJoint.Configuration;
using DataJoint.Secrets.Azure.Requests;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>What is Key Vault's own: versions, reasons, addresses, and a stand-in that Microsoft's client takes for the service.</summary>
public sealed class KeyVaultSecretsTests : IAsyncDisposable
{
    private static readonly SecretLimits Limits = new() { CallTimeout = TimeSpan.FromSeconds(60), RetryDelay = TimeSpan.FromMilliseconds(1) };

    private readonly AzureFixture _azure = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _azure.DisposeAsync();

    [Fact]
    public async Task The_stand_in_is_taken_for_the_service_by_Microsofts_own_client()
    {
        string version = _azure.Vault.Put("mysql", "CANARY-pw");

        string read = await SecretClients.ReadAzureAsync(_azure.Vault.Address, KeyVaultStandIn.Token, "mysql");

        read.ShouldBe($"mysql {version} CANARY-pw https://vault.azure.net/.default {KeyVaultStandIn.Tenant}");
        (await AskAsync("ref+azurekeyvault://lab/mysql")).Get().Reveal().ShouldBe("CANARY-pw");
    }

    [Fact]
    public async Task A_version_is_read()
    {
        string old = _azure.Vault.Put("mysql", "CANARY-old");
        _azure.Vault.Put("mysql", "CANARY-new");

        (await AskAsync($"ref+azurekeyvault://lab/mysql/{old}")).Get().Reveal().ShouldBe("CANARY-old");
        (await AskAsync("ref+azurekeyvault://lab/mysql")).Get().Reveal().ShouldBe("CANARY-new");
    }

    [Theory]
    [InlineData("ForbiddenByFirewall", "firewall")]
    [InlineData("ForbiddenByConnection", "firewall")]
    [InlineData("ForbiddenByPolicy", "Key Vault Secrets User")]
    [InlineData("SecretDisabled", "Enable")]
    public async Task Why_a_secret_may_not_be_read_is_told(string reason, string hint)
    {
        _azure.Vault.Put("mysql", "CANARY-pw");
        _azure.Vault.Forbid("mysql", reason);

        SecretException failure = (await AskAsync("ref+azurekeyvault://lab/mysql")).Failure!;

        failure.Diagnostic.Hint!.ShouldContain(hint);
        failure.IsTransient.ShouldBeFalse();
    }

    [Theory]
    [InlineData("lab", "https://lab.vault.azure.net/")]
    [InlineData("Lab-1", "https://lab-1.vault.azure.net/")]
    [InlineData("lab.vault.azure.cn", "https://lab.vault.azure.cn/")]
    [InlineData("lab.vault.usgovcloudapi.net", "https://lab.vault.usgovcloudapi.net/")]
    [InlineData("lab.VAULT.azure.net", "https://lab.vault.azure.net/")]
    [InlineData("lab.vault.azure.net.evil.example.org", null)]
    [InlineData("evil.example.org", null)]
    [InlineData("evil.example.org#.vault.azure.net", null)]
    [InlineData("a@b.vault.azure.net", null)]
    [InlineData("a.b.vault.azure.net", null)]
    [InlineData(".vault.azure.net", null)]
    [InlineData("localhost:8080", null)]
    public void A_vault_is_at_Microsoft_whatever_a_reference_says(string vault, string? address) => (VaultAddress.Find(vault)?.ToString()).ShouldBe(address);

    [Theory]
    [InlineData("ref+azurekeyvault://lab", "vault/secret")]
    [InlineData("ref+azurekeyvault://evil.example.org/mysql", "vault")]
    [InlineData("ref+azurekeyvault://lab/my%2Fsql/1/2", "vault/secret")]
    [InlineData("ref+azurekeyvault://lab/my%3Fsql", "name")]
    [InlineData("ref+azurekeyvault://lab/mysql?version=1", "version")]
    public async Task A_wrong_reference_is_not_asked_for(string reference, string word)
    {
        (await AskAsync(reference)).Failure!.Message.ShouldContain(word);
        _azure.Vault.Requests.ShouldBeEmpty();
    }

    private async Task<SecretAnswer> AskAsync(string reference) => (await _azure.Open(Limits).ResolveAllAsync([reference], Cancellation))[0];
}
