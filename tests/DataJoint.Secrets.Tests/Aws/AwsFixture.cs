using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Managers;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Secrets Manager for the common suite: moto with signature checks, behind a door with TLS at which things go wrong.</summary>
internal sealed class AwsFixture : KeeperFixture
{
    private const string Forbidden = "not-for-you";

    private readonly AwsCloud _cloud;
    private readonly HttpClient _behind = new(new SocketsHttpHandler { UseProxy = false });
    private readonly HttpsStandIn _door;
    private readonly string _prefix = "suite-" + Guid.NewGuid().ToString("n");
    private readonly HashSet<string> _kept = [];

    private AwsFixture(AwsCloud cloud)
    {
        _cloud = cloud;
        _door = new HttpsStandIn(AnswerAsync);
    }

    public override StandInFaults Faults { get; } = new();

    public override int MaxDocuments => 20;

    public override string Identity => "AWS_ACCESS_KEY_ID";

    public static async Task<KeeperFixture> StartAsync() => new AwsFixture(await AwsCloud.SharedAsync());

    public override Task PutAsync(string name, string json) => _kept.Add(name) ? _cloud.PutSecretAsync($"{_prefix}/{name}", json) : Task.CompletedTask;

    public override string ReferenceTo(string name) => $"ref+awssecrets://{_prefix}/{name}";

    public override async Task<string> PutForbiddenAsync(string name, string json)
    {
        await _cloud.PutSecretAsync($"{_prefix}/{Forbidden}/{name}", json);
        return $"ref+awssecrets://{_prefix}/{Forbidden}/{name}";
    }

    public override IBatchSecretResolver Open(SecretLimits limits) => Open(limits, _cloud.Environment(("AWS_ENDPOINT_URL", _door.Address.ToString())));

    public override IBatchSecretResolver OpenWithWrongLogin(SecretLimits limits) =>
        Open(limits, _cloud.Environment(("AWS_ENDPOINT_URL", _door.Address.ToString()), ("AWS_SECRET_ACCESS_KEY", $"wrong-{Canary}")));

    public override IBatchSecretResolver OpenWithoutLogin(SecretLimits limits) =>
        Open(limits, _cloud.Environment(("AWS_ENDPOINT_URL", _door.Address.ToString()), ("AWS_ACCESS_KEY_ID", null)));

    public override IBatchSecretResolver OpenWithNobodyThere(SecretLimits limits) => Open(limits, _cloud.Environment(("AWS_ENDPOINT_URL", "https://127.0.0.1:1")));

    public override async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        _behind.Dispose();
        await base.DisposeAsync();
    }

    private ManagedSecrets Open(SecretLimits limits, HostEnvironment environment) => new(new StoredSecrets(_cloud.Client(environment, TestTls.CreateHandler())), limits);

    private async Task<StandInResponse> AnswerAsync(StandInRequest request, CancellationToken cancellation)
    {
        if (await Faults.ApplyAsync(cancellation) is { } other)
        {
            return other;
        }

        if (request.Body.Contains(Forbidden, StringComparison.Ordinal))
        {
            // moto's policies know no names of secrets.
            return new StandInResponse(400, """{ "__type": "AccessDeniedException", "Message": "User: arn:aws:iam::123456789012:user/rig is not authorized to perform: secretsmanager:GetSecretValue" }""");
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_cloud.Endpoint, request.Target)) { Content = new StringContent(request.Body) };
        message.Content.Headers.Clear();
        foreach ((string name, string value) in request.Headers.Where(header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage answer = await _behind.SendAsync(message, cancellation);
        return new StandInResponse((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
    }
}
