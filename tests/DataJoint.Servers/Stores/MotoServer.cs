using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace DataJoint.Servers;

/// <summary>
/// AWS as moto imitates it, in memory. Its S3 knows what Ceph's gateway does not do with SQLite in place of a cluster (ranges, copies, writes with a
/// condition, listings of unfinished uploads), but accepts any key and any signature; Secrets Manager, Parameter Store and STS check both on a server that
/// is started for it.
/// </summary>
public sealed class MotoServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/moto_server";
    private const string Python = "/usr/bin/python3";

    // Its threads take no turns in the middle of a request: moto looks whether a key is there and writes it in two steps, and closes what others still read.
    private const string Begin = "import sys; sys.setswitchinterval(60); from moto.server import main; main(sys.argv[1:])";

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
        request.Headers.Authorization =
            new AuthenticationHeaderValue("AWS4-HMAC-SHA256", $"Credential=AKIDFAKE/20260101/eu-central-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using HttpResponseMessage answer = await client.SendAsync(request);
    }

    private static async Task<MotoServer> StartAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        SidFolder.Require(Program);
        LocalServer server = await LocalServer.StartAsync(
            new ServerPlan
            {
                Name = "moto",
                Folder = RunFolder.Below(SidFolder.Runs),
                Command = port =>
                    new ServerCommand(Python, "-c", Begin, "-H", "127.0.0.1", "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture))
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
