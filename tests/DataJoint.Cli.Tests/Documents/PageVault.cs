using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>What a page asks for by <c>&lt;!-- server: Vault --&gt;</c>: a stand-in with the secret <c>secret/datajoint/db</c>, which <c>ana</c> may read.</summary>
internal sealed class PageVault : IDisposable
{
    private const string ShownAddress = "vault.example.org:8200";

    private readonly VaultStandIn _vault = new();

    private PageVault()
    {
        _vault.Add(new VaultStandInLogin("approle", new Dictionary<string, string> { ["role_id"] = "ana", ["secret_id"] = "fake-id" }, "ana", "reader"));
        Variables = new Dictionary<string, string>
        {
            ["VAULT_ADDR"] = _vault.Address.ToString(),
            ["VAULT_CACERT"] = Certificates.Shared.CaFile,
            ["VAULT_ROLE_ID"] = "ana",
            ["VAULT_SECRET_ID"] = "fake-id",
        };
    }

    /// <summary>The variables with which somebody is logged in there.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    public static PageVault Start() => Task.Run(StartAsync).GetAwaiter().GetResult();

    /// <summary>What a command printed, with the address on the page.</summary>
    public string Show(string output) => output.Replace(_vault.Address.Authority, ShownAddress, StringComparison.Ordinal);

    public void Dispose() => Task.Run(async () => await _vault.DisposeAsync()).GetAwaiter().GetResult();

    private static async Task<PageVault> StartAsync()
    {
        PageVault page = new();
        await page._vault.WriteAsync("sys/policies/acl/reader", """{ "policy": "path \"secret/data/datajoint/*\" { capabilities = [\"read\"] }" }""");
        await page._vault.WriteAsync("secret/data/datajoint/db", """{ "data": { "username": "ana", "password": "example-password" } }""");
        return page;
    }
}
