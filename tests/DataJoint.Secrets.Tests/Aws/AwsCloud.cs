using System.Globalization;
using System.Text;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Credentials;
using DataJoint.Secrets.Aws.Requests;
using DataJoint.Secrets.Http;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>moto with signature checks, and an administrator in it. Names of secrets are the test's own.</summary>
internal sealed class AwsCloud
{
    public const string Region = "eu-central-1";

    public static readonly SecretLimits Limits = new() { CallTimeout = TimeSpan.FromSeconds(60), RetryDelay = TimeSpan.FromMilliseconds(1) };

    private static readonly AwsService Iam = new("iam", "IAM", null, "AWS_ENDPOINT_URL_IAM");
    private static readonly Lazy<Task<AwsCloud>> Common = new(StartAsync);

    private readonly MotoServer _server;
    private (string Id, string Secret) _administrator = ("AKIDFAKE", "fake-secret-key");

    private AwsCloud(MotoServer server) => _server = server;

    public Uri Endpoint => _server.Endpoint;

    public static Task<AwsCloud> SharedAsync() => Common.Value;

    /// <summary>The environment of the administrator, with other variables in it; null takes one out.</summary>
    public HostEnvironment Environment(params (string Name, string? Value)[] changes) => Environment(null, changes);

    public HostEnvironment Environment(Func<DateTimeOffset>? clock, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string> variables = new()
        {
            ["AWS_ACCESS_KEY_ID"] = _administrator.Id,
            ["AWS_SECRET_ACCESS_KEY"] = _administrator.Secret,
            ["AWS_REGION"] = Region,
            ["AWS_ENDPOINT_URL"] = Endpoint.ToString(),
        };
        foreach ((string name, string? value) in changes)
        {
            variables.Remove(name);
            if (value is not null)
            {
                variables[name] = value;
            }
        }

        return new HostEnvironment(variables, clock: clock);
    }

    public AwsClient Client(HostEnvironment? environment = null, HttpMessageHandler? handler = null) =>
        new(AwsLogin.From(environment ?? Environment()), handler is null ? SecretHttp.Shared : new SecretHttp(handler));

    /// <summary>Keeps a secret; one that is there gets a new version.</summary>
    public async Task PutSecretAsync(string name, string text, string region = Region)
    {
        await CallAsync(AwsService.SecretsManager, "CreateSecret", writer =>
        {
            writer.WriteString("Name", name);
            writer.WriteString("SecretString", text);
        }, region);
    }

    public async Task<JsonElement> CallAsync(AwsService service, string action, Action<Utf8JsonWriter> members, string region = Region)
    {
        AwsAnswer answer = await Client().AskAsync(new AwsRequest(service, region, action, JsonBody.Write(members)), CancellationToken.None);
        using var document = JsonDocument.Parse(answer.Body.Length == 0 ? "{}"u8.ToArray() : answer.Body);
        return document.RootElement.Clone();
    }

    /// <summary>A user who may do some things.</summary>
    public async Task<(string Id, string Secret)> CreateUserAsync(string name, params string[] rights)
    {
        await CallIamAsync($"Action=CreateUser&UserName={name}");
        IReadOnlyDictionary<string, string> key = await CallIamAsync($"Action=CreateAccessKey&UserName={name}");
        string policy = $$"""{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": [{{string.Join(", ", rights.Select(right => $"\"{right}\""))}}], "Resource": "*" }] }""";
        await CallIamAsync($"Action=PutUserPolicy&UserName={name}&PolicyName=only&PolicyDocument={Uri.EscapeDataString(policy)}");
        return (key["AccessKeyId"], key["SecretAccessKey"]);
    }

    public Task<IReadOnlyDictionary<string, string>> CreateRoleAsync(string name)
    {
        const string trust = """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "*" } }] }""";
        return CallIamAsync(string.Create(CultureInfo.InvariantCulture, $"Action=CreateRole&RoleName={name}&AssumeRolePolicyDocument={Uri.EscapeDataString(trust)}"));
    }

    private async Task<IReadOnlyDictionary<string, string>> CallIamAsync(string form)
    {
        AwsRequest request = new(Iam, "us-east-1", "", Encoding.UTF8.GetBytes(form + "&Version=2010-05-08"));
        return XmlTexts.Read((await Client().AskAsync(request, CancellationToken.None)).Body);
    }

    private static async Task<AwsCloud> StartAsync()
    {
        var cloud = new AwsCloud(await MotoServer.StartStrictAsync(freeCalls: 3));
        cloud._administrator = await cloud.CreateUserAsync("administrator", "*");
        return cloud;
    }
}
