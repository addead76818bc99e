using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Engines;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>A stand-in of Vault, who fills it, and an environment that leads there.</summary>
internal sealed class VaultRig : IAsyncDisposable
{
    /// <summary>A part of each token, password and secret of the stand-in, none of which belongs into a message.</summary>
    public const string Canary = "CANARY";

    private HostEnvironment? _host;

    public VaultRig(ServerCertificate? certificate = null)
    {
        Vault = new VaultStandIn(certificate);
        Administrator = new VaultAdministrator(Vault.Address, VaultStandIn.RootToken, Certificates.Shared.CaFile);
        Variables = new Dictionary<string, string> { ["VAULT_ADDR"] = Vault.Address.ToString(), ["VAULT_CACERT"] = Certificates.Shared.CaFile };
        Vault.Clock = Time.GetUtcNow;
    }

    public VaultStandIn Vault { get; }

    public VaultAdministrator Administrator { get; }

    /// <summary>The environment's, until it is used for the first time.</summary>
    public Dictionary<string, string> Variables { get; }

    public ManualTime Time { get; } = new();

    public string Home { get; } = Directory.CreateTempSubdirectory("datajoint-vault-").FullName;

    /// <summary>Vault's reader of values in one environment: it remembers what it learned.</summary>
    public ManagedSecrets Values => field ??= new ManagedSecrets(KeyValueEngine, new SecretLimits { CallTimeout = TimeSpan.FromSeconds(60), MaxAttempts = 1 });

    public KeyValueEngine KeyValueEngine => field ??= new KeyValueEngine(Context, Time);

    public DatabaseEngine DatabaseEngine => field ??= new DatabaseEngine(Context, Time);

    public ManagedSecrets Database => field ??= new ManagedSecrets(DatabaseEngine, new SecretLimits { CallTimeout = TimeSpan.FromSeconds(60), MaxAttempts = 1 });

    private SecretContext Context => new(_host ??= new HostEnvironment(Variables, homeDirectory: Home, clock: Time.GetUtcNow));

    /// <summary>Logs in with a token that may do what the policy says.</summary>
    public async Task UseTokenAsync(string policy, int seconds = 3600) => Variables["VAULT_TOKEN"] = await Administrator.MakeTokenAsync("alice", policy, seconds);

    public async Task<string> ReadAsync(string reference) => (await AnswerAsync(reference)).Get().Reveal();

    public async Task<SecretAnswer> AnswerAsync(string reference) =>
        (await (reference.StartsWith("ref+vaultdb", StringComparison.Ordinal) ? Database : Values).ResolveAllAsync([reference], TestContext.Current.CancellationToken))[0];

    /// <summary>The failure of a reference, which tells no secret.</summary>
    public async Task<SecretException> FailAsync(string reference, DiagnosticRule rule)
    {
        SecretException failure = (await AnswerAsync(reference)).Failure.ShouldNotBeNull();
        failure.Diagnostic.Rule.Id.ShouldBe(rule.Id, failure.Message);
        (failure + failure.Diagnostic.Hint).ShouldNotContain(Canary);
        return failure;
    }

    /// <summary>How often the stand-in was asked for a path.</summary>
    public int CountOf(string path) => Vault.Requests.Count(request => request.Path == path);

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        Administrator.Dispose();
        Directory.Delete(Home, recursive: true);
    }
}
