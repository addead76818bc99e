using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Engines;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Key/value secrets in Vault, read with a token that may read one folder of <c>secret/</c>.</summary>
internal sealed class VaultFixture : KeeperFixture
{
    private const string AddressName = "DATAJOINT_TEST_VAULT_ADDR";
    private const string TokenName = "DATAJOINT_TEST_VAULT_TOKEN";
    private const string AuthorityName = "DATAJOINT_TEST_VAULT_CACERT";

    private readonly VaultStandIn? _standIn;
    private readonly VaultAdministrator _administrator;
    private readonly Dictionary<string, string> _variables;
    private readonly string _folder = $"datajoint-suite-{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<string> _kept = new();

    private VaultFixture(VaultStandIn? standIn, string address, string token, string? caFile)
    {
        _standIn = standIn;
        _administrator = new VaultAdministrator(new Uri(address), token, caFile);
        _variables = new Dictionary<string, string> { ["VAULT_ADDR"] = address };
        if (caFile is not null)
        {
            _variables["VAULT_CACERT"] = caFile;
        }
    }

    public override StandInFaults? Faults => _standIn?.Faults;

    public override string Identity => "token-datajoint-suite";

    public static Task<KeeperFixture> StartAsync()
    {
        VaultStandIn standIn = new();
        return new VaultFixture(standIn, standIn.Address.ToString(), VaultStandIn.RootToken, Certificates.Shared.CaFile).LogInAsync();
    }

    /// <summary>A server of one's own, with a token that may do everything; <c>secret/</c> is a key/value engine of version 2, as in <c>vault server -dev</c>.</summary>
    public static Task<KeeperFixture> StartRealAsync()
    {
        string? address = Environment.GetEnvironmentVariable(AddressName);
        string? token = Environment.GetEnvironmentVariable(TokenName);
        Assert.SkipWhen(address is null || token is null, $"{AddressName} and {TokenName} name no Vault server");
        return new VaultFixture(null, address!, token!, Environment.GetEnvironmentVariable(AuthorityName)).LogInAsync();
    }

    public override Task PutAsync(string name, string json) => KeepAsync($"secret/{_folder}/{name}", json);

    public override string ReferenceTo(string name) => $"ref+vault://secret/{_folder}/{name}";

    public override async Task<string> PutForbiddenAsync(string name, string json)
    {
        await KeepAsync($"secret/{_folder}-forbidden/{name}", json);
        return $"ref+vault://secret/{_folder}-forbidden/{name}";
    }

    public override IBatchSecretResolver Open(SecretLimits limits) => Open(limits, []);

    public override IBatchSecretResolver OpenWithWrongLogin(SecretLimits limits) => Open(limits, new() { ["VAULT_TOKEN"] = "hvs." + Canary });

    public override IBatchSecretResolver OpenWithoutLogin(SecretLimits limits) => Open(limits, new() { ["VAULT_TOKEN"] = "" });

    public override IBatchSecretResolver OpenWithNobodyThere(SecretLimits limits) => Open(limits, new() { ["VAULT_ADDR"] = "https://127.0.0.1:1" });

    public override async ValueTask DisposeAsync()
    {
        if (_standIn is not null)
        {
            await _standIn.DisposeAsync();
        }
        else
        {
            foreach (string path in _kept)
            {
                await _administrator.WriteAsync(path.Replace("secret/", "secret/metadata/", StringComparison.Ordinal), new JsonObject(), method: HttpMethod.Delete);
            }
        }

        _administrator.Dispose();
        await base.DisposeAsync();
    }

    private async Task<KeeperFixture> LogInAsync()
    {
        _variables["VAULT_TOKEN"] = await _administrator.MakeTokenAsync("datajoint-suite", $$"""path "secret/data/{{_folder}}/*" { capabilities = ["read", "update"] }""");
        return this;
    }

    private Task KeepAsync(string path, string json)
    {
        _kept.Enqueue(path);
        return _administrator.PutAsync(path, json);
    }

    private ManagedSecrets Open(SecretLimits limits, Dictionary<string, string> others)
    {
        Dictionary<string, string> variables = new(_variables);
        foreach ((string name, string value) in others)
        {
            variables[name] = value;
        }

        return new ManagedSecrets(new KeyValueEngine(new SecretContext(new HostEnvironment(variables)), new ManualTime()), limits);
    }
}
