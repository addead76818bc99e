using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace DataJoint.Servers;

/// <summary>
/// AWS as moto imitates it, in memory. Its S3 knows what Ceph's gateway does not do with SQLite in place of a cluster (ranges, copies, writes with a
/// condition, listings of unfinished uploads), but accepts any key and any signature; a server that is started for it checks both, and policies.
/// </summary>
public sealed class MotoServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/moto_server";
    private const string Python = "/usr/bin/python3";

    // Its threads take no turns in the middle of a request: moto looks whether a key is there and writes it in two steps, and closes what others still read.
    private const string Begin = "import sys; sys.setswitchinterval(60); from moto.server import main; main(sys.argv[1:])";

    // It would let in whoever has a key that is inactive, which AWS does not.
    private const string BeginStrict = """
        import sys; sys.setswitchinterval(60)
        import moto.iam.access_control as control
        from moto.iam.models import iam_backends
        create = control.create_access_key
        def create_active(account_id, partition, access_key_id, headers):
            for user in iam_backends[account_id][partition].users.values():
                if any(key.access_key_id == access_key_id and key.status != 'Active' for key in user.access_keys):
                    raise control.CreateAccessKeyFailure(reason='InvalidId')
            return create(account_id=account_id, partition=partition, access_key_id=access_key_id, headers=headers)
        control.create_access_key = create_active
        from moto.server import main; main(sys.argv[1:])
        """;

    private static readonly Lazy<Task<MotoServer>> Common = new(() => StartAsync());

    private readonly LocalServer _server;

    private MotoServer(LocalServer server, string version) => (_server, Version) = (server, version);

    /// <summary><c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{_server.Port}");

    /// <summary>What the server calls itself: <c>moto 5.2.4</c>.</summary>
    public string Version { get; }

    /// <summary>The server's last lines.</summary>
    public string Output => _server.Output;

    /// <summary>The server that all tests of this process may share: use buckets of your own. Stopped when the process ends.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<MotoServer> SharedAsync() => Common.Value;

    /// <summary>Starts a server of one's own. Takes one or two seconds.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<MotoServer> StartAsync(CancellationToken cancellation = default) => StartAsync(new Dictionary<string, string>(), cancellation);

    /// <summary>Starts a server of one's own that checks signatures and policies, after its first calls, with which a user is made.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<MotoServer> StartStrictAsync(int freeCalls, CancellationToken cancellation = default) => StartAsync(
        new Dictionary<string, string> { ["INITIAL_NO_AUTH_ACTION_COUNT"] = freeCalls.ToString(System.Globalization.CultureInfo.InvariantCulture) }, cancellation);

    /// <summary>Starts a server of one's own that checks signatures and policies, with a bucket, and a user <c>ana</c> who may do everything.</summary>
    /// <returns>The server, and the user's key.</returns>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static async Task<(MotoServer Server, string Id, string Secret)> StartWithUserAsync(string bucket, CancellationToken cancellation = default)
    {
        const string all = """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""";
        MotoServer server = await StartStrictAsync(freeCalls: 4, cancellation);
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
        await SendAsync("iam", HttpMethod.Post, "/", "Action=CreateUser&UserName=ana");
        string key = await SendAsync("iam", HttpMethod.Post, "/", "Action=CreateAccessKey&UserName=ana");
        await SendAsync("iam", HttpMethod.Post, "/", $"Action=PutUserPolicy&UserName=ana&PolicyName=all&PolicyDocument={Uri.EscapeDataString(all)}");
        await SendAsync("s3", HttpMethod.Put, "/" + bucket, "");
        return (server, Between(key, "<AccessKeyId>", "</AccessKeyId>"), Between(key, "<SecretAccessKey>", "</SecretAccessKey>"));

        async Task<string> SendAsync(string service, HttpMethod method, string path, string form)
        {
            using var request = new HttpRequestMessage(method, new Uri(server.Endpoint, path));
            request.Content = service == "iam" ? new StringContent(form + "&Version=2010-05-08", Encoding.UTF8, "application/x-www-form-urlencoded") : null;
            request.Headers.Authorization = Unchecked(service, "us-east-1");
            using HttpResponseMessage answer = await client.SendAsync(request, cancellation);
            return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellation);
        }

        static string Between(string text, string begin, string end) => text.Split(begin)[1].Split(end)[0];
    }

    /// <summary>Keeps a secret in Secrets Manager; the server must not check signatures.</summary>
    public Task CreateSecretAsync(string name, string text) =>
        CallAsync("secretsmanager", "secretsmanager.CreateSecret", new JsonObject { ["Name"] = name, ["SecretString"] = text });

    /// <summary>Keeps an encrypted parameter in Parameter Store; the server must not check signatures.</summary>
    public Task PutParameterAsync(string name, string text) =>
        CallAsync("ssm", "AmazonSSM.PutParameter", new JsonObject { ["Name"] = name, ["Value"] = text, ["Type"] = "SecureString", ["Overwrite"] = true });

    private async Task CallAsync(string service, string target, JsonObject body)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1") };
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.Authorization = Unchecked(service, "eu-central-1");
        using HttpResponseMessage answer = await client.SendAsync(request);
    }

    private static AuthenticationHeaderValue Unchecked(string service, string region) =>
        new("AWS4-HMAC-SHA256", $"Credential=AKIDFAKE/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0");

    private static async Task<MotoServer> StartAsync(Dictionary<string, string> environment, CancellationToken cancellation)
    {
        SidFolder.Require(Program);
        LocalServer server = await LocalServer.StartAsync(
            new ServerPlan
            {
                Name = "moto",
                Folder = RunFolder.Below(SidFolder.Runs),
                Command = port =>
                    new ServerCommand(Python, "-c", environment.Count > 0 ? BeginStrict : Begin, "-H", "127.0.0.1", "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture))
                    {
                        Chroot = SidFolder.Root,
                        Environment = environment,
                    },
                IsReady = TcpAnswer.ComesAsync,
            },
            cancellation);
        var version = new ServerCommand(Python, "-c", "import moto; print('moto', moto.__version__)") { Chroot = SidFolder.Root };
        return new MotoServer(server, await ServerProcess.VersionAsync(version, cancellation));
    }

    /// <summary>Ends the server; its data are gone.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
