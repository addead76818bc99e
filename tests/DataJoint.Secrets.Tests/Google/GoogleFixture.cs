using System.Text;
using DataJoint.Configuration;
using DataJoint.Secrets.Google;
using DataJoint.Secrets.Google.Requests;
using DataJoint.Secrets.Http;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>A stand-in for Google Secret Manager, and one for the metadata server that gives the tokens.</summary>
internal sealed class GoogleFixture : KeeperFixture
{
    private const string Project = "lab-1";

    private readonly IdentityStandIn _tokens = new(200, Answer(GoogleSecretsStandIn.Token));
    private readonly IdentityStandIn _wrongTokens = new(200, Answer("wrong-" + Canary));

    public GoogleSecretsStandIn Service { get; } = new();

    public override StandInFaults Faults => Service.Faults;

    public override string Identity => "metadata";

    /// <summary>How often the metadata server was asked for a token.</summary>
    public int WrongTokensGiven => _wrongTokens.Asked.Count(asked => asked.Url.Contains("/token", StringComparison.Ordinal));

    public override Task PutAsync(string name, string json)
    {
        Service.Put(Project, name, Encoding.UTF8.GetBytes(json));
        return Task.CompletedTask;
    }

    public override string ReferenceTo(string name) => $"ref+gcpsecrets://{Project}/{name}";

    public override async Task<string> PutForbiddenAsync(string name, string json)
    {
        await PutAsync(name, json);
        Service.Forbid(Project, name);
        return ReferenceTo(name);
    }

    public override IBatchSecretResolver Open(SecretLimits limits) => Open(limits, Service.Address, _tokens.Address);

    public override IBatchSecretResolver OpenWithWrongLogin(SecretLimits limits) => Open(limits, Service.Address, _wrongTokens.Address);

    public override IBatchSecretResolver OpenWithoutLogin(SecretLimits limits) => Open(limits, Service.Address, "http://127.0.0.1:1");

    public override IBatchSecretResolver OpenWithNobodyThere(SecretLimits limits) => Open(limits, new Uri("https://127.0.0.1:1"), _tokens.Address);

    public override async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _tokens.Dispose();
        _wrongTokens.Dispose();
        await base.DisposeAsync();
    }

    private static ManagedSecrets Open(SecretLimits limits, Uri service, string metadata)
    {
        var environment = new HostEnvironment(new Dictionary<string, string> { ["GCE_METADATA_HOST"] = new Uri(metadata).Authority });
        return new ManagedSecrets(new StoredVersions(new GoogleClient(environment, service, new SecretHttp(TestTls.CreateHandler()))), limits);
    }

    private static string Answer(string token) => $$"""{ "token_type": "Bearer", "expires_in": 3599, "access_token": "{{token}}" }""";
}
