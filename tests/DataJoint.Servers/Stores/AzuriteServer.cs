using System.Text.Json;

namespace DataJoint.Servers;

/// <summary>Azure Blob as Microsoft's emulator Azurite serves it; its data are in memory and gone with a restart.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/node";

    // Azurite does not heed its own option for it: connections that were idle for five seconds it ends, even when a request has just arrived on one.
    private const string KeepAlive =
        "data:text/javascript,import http from 'node:http'; Object.defineProperty(http.Server.prototype, 'keepAliveTimeout', { get: () => 600000, set() {} })";

    private static readonly Lazy<Task<AzuriteServer>> Common = new(() => StartAsync());

    private static readonly string Package = ServersDirectory.Of("azurite", "node_modules", "azurite");
    private static readonly string Script = Path.Combine(Package, "dist", "src", "blob", "main.js");

    private readonly LocalServer _server;
    private readonly bool _isHttps;

    private AzuriteServer(LocalServer server, bool isHttps, string version) => (_server, _isHttps, Version) = (server, isHttps, version);

    /// <summary>127.0.0.1; over HTTPS <see cref="Endpoint"/> says <c>localhost</c>.</summary>
    public string Host => "127.0.0.1";

    /// <summary>Stays the same when the server is restarted.</summary>
    public int Port => _server.Port;

    /// <summary>With the account in its path, as Azurite wants it: <c>http://127.0.0.1:PORT/djfake</c>.</summary>
    public Uri Endpoint => new(Root(Port, _isHttps), Account);

    /// <summary><c>azurite 3.37.0</c>.</summary>
    public string Version { get; }

    /// <summary>The storage account's name.</summary>
    public string Account => "djfake";

    /// <summary>Obviously fake, in base 64 as Azure's keys are.</summary>
    public string AccountKey { get; } = Convert.ToBase64String("fake-azure-account-key-for-tests"u8);

    /// <summary>Account, key and address as Azure writes them.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol={Endpoint.Scheme};AccountName={Account};AccountKey={AccountKey};BlobEndpoint={Endpoint};";

    /// <summary>The server's last lines.</summary>
    public string Output => _server.Output;

    /// <summary>The server's process, for measurements.</summary>
    public int ProcessId => _server.ProcessId;

    /// <summary>False between a stop and the next start.</summary>
    public bool IsRunning => _server.IsRunning;

    /// <summary>The server that all tests of this process may share, over HTTP: use containers of your own. Stopped when the process ends.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<AzuriteServer> SharedAsync() => Common.Value;

    /// <summary>Starts a server of one's own, over HTTPS where a certificate is given; only there does it take Entra ID tokens. Takes one or two seconds.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static async Task<AzuriteServer> StartAsync(ServerCertificate? certificate = null, CancellationToken cancellation = default)
    {
        Require();
        var folder = RunFolder.Below(ServersDirectory.Runs);
        LocalServer server = await LocalServer.StartAsync(Plan(folder, certificate), cancellation);
        return new AzuriteServer(server, certificate is not null, "azurite " + InstalledVersion());
    }

    /// <summary>Ends the server; the port stays, the data do not.</summary>
    public Task StopAsync() => _server.StopAsync();

    /// <summary>Ends the server as a power cut would.</summary>
    public Task KillAsync() => _server.KillAsync();

    /// <summary>Starts a stopped server again, on the same port and empty.</summary>
    public Task StartAgainAsync(CancellationToken cancellation = default) => _server.StartAgainAsync(cancellation);

    /// <summary>Stops and starts again.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await StopAsync();
        await StartAgainAsync(cancellation);
    }

    /// <summary>Ends the server.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Require()
    {
        if (!File.Exists(Program))
        {
            throw new UnavailableException($"{Program} is missing (Debian: nodejs)");
        }

        if (!File.Exists(Script))
        {
            throw new UnavailableException($"azurite is not in {ServersDirectory.Root}: run ./test, which installs it");
        }
    }

    private static string InstalledVersion()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Package, "package.json")));
        return package.RootElement.GetProperty("version").GetString()!;
    }

    private static Uri Root(int port, bool isHttps) => new(isHttps ? $"https://localhost:{port}" : $"http://127.0.0.1:{port}");

    private static ServerPlan Plan(RunFolder folder, ServerCertificate? certificate) => new()
    {
        Name = "Azurite",
        Folder = folder,
        Command = port => Command(port, folder, certificate),
        IsReady = TcpAnswer.ComesAsync,
        // In order it would wait for its clients, and it has no data to save.
        StopSignal = ProcessSignal.Kill,
    };

    private static ServerCommand Command(int port, RunFolder folder, ServerCertificate? certificate)
    {
        List<string> words =
        [
            "--import", KeepAlive, Script, "--silent", "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--blobHost", "127.0.0.1", "--blobPort", $"{port}",
        ];
        if (certificate is not null)
        {
            words.AddRange(["--cert", certificate.CertificateFile, "--key", certificate.KeyFile, "--oauth", "basic"]);
        }

        string key = Convert.ToBase64String("fake-azure-account-key-for-tests"u8);
        return new ServerCommand(Program, words)
        {
            Environment = new Dictionary<string, string> { ["AZURITE_ACCOUNTS"] = $"djfake:{key}", ["HOME"] = folder.Path },
        };
    }
}
