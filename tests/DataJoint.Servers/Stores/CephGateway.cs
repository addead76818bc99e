namespace DataJoint.Servers;

/// <summary>
/// S3 as the Ceph RADOS gateway serves it, with SQLite in place of a cluster. A real S3 server, which checks signatures; what it does wrong without a
/// cluster (ranges, copies and more), <see cref="MotoServer"/> does. Buckets are addressed by path; a signature for any region is accepted.
/// </summary>
public sealed class CephGateway : IAsyncDisposable
{
    private static readonly Lazy<Task<CephGateway>> Common = new(() => StartAsync());

    private readonly LocalServer _server;
    private readonly CephAccounts _accounts;

    private CephGateway(LocalServer server, CephAccounts accounts, bool isHttps, string version)
    {
        _server = server;
        _accounts = accounts;
        Endpoint = CephFiles.Endpoint(server.Port, isHttps);
        Version = version;
    }

    /// <summary>127.0.0.1; over HTTPS <see cref="Endpoint"/> says <c>localhost</c>, which the certificates of <see cref="Certificates"/> are for too.</summary>
    public string Host => "127.0.0.1";

    /// <summary>Stays the same when the server is restarted.</summary>
    public int Port => _server.Port;

    /// <summary><c>http://127.0.0.1:PORT</c> or <c>https://localhost:PORT</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>What the server calls itself: <c>ceph version 20.2.4 …</c>.</summary>
    public string Version { get; }

    /// <summary>The account <c>dj</c>, which may make buckets.</summary>
    public string AccessKey => "AKIDFAKEFORTESTS";

    /// <summary>Obviously fake.</summary>
    public string SecretKey => "fake-secret-key-for-tests";

    /// <summary>The account <c>stranger</c>, which may not touch the other one's buckets.</summary>
    public string StrangerAccessKey => "AKIDFAKESTRANGER";

    /// <summary>Obviously fake.</summary>
    public string StrangerSecretKey => "fake-secret-key-of-a-stranger";

    /// <summary>The server's last lines.</summary>
    public string Output => _server.Output;

    /// <summary>The server's process, for measurements.</summary>
    public int ProcessId => _server.ProcessId;

    /// <summary>Where the server keeps its data; deleted with it.</summary>
    public string DataDirectory => _server.Directory;

    /// <summary>False between a stop and the next start.</summary>
    public bool IsRunning => _server.IsRunning;

    /// <summary>The gateway that all tests of this process may share, over HTTP: use buckets of your own. Stopped when the process ends.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<CephGateway> SharedAsync() => Common.Value;

    /// <summary>Starts a gateway of one's own, over HTTPS where a certificate is given. Takes about half a second.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static async Task<CephGateway> StartAsync(ServerCertificate? certificate = null, CancellationToken cancellation = default)
    {
        SidFolder.Require(CephFiles.Gateway);
        SidFolder.Require(CephFiles.Administration);
        var files = CephFiles.Make(certificate);
        LocalServer server = await LocalServer.StartAsync(files.Plan(), cancellation);
        var accounts = new CephAccounts(files);
        var gateway = new CephGateway(server, accounts, certificate is not null, await CephFiles.VersionAsync(cancellation));
        await accounts.AddAsync("dj", gateway.AccessKey, gateway.SecretKey, cancellation);
        await accounts.AddAsync("stranger", gateway.StrangerAccessKey, gateway.StrangerSecretKey, cancellation);
        return gateway;
    }

    /// <summary>Gives the account <c>dj</c> one more pair of keys, which is valid at once: the first half of a rotation.</summary>
    public Task AddKeyAsync(string accessKey, string secretKey, CancellationToken cancellation = default) =>
        _accounts.AddKeyAsync("dj", accessKey, secretKey, cancellation);

    /// <summary>Takes a pair of keys away from the account <c>dj</c>: the second half of a rotation.</summary>
    public Task RemoveKeyAsync(string accessKey, CancellationToken cancellation = default) => _accounts.RemoveKeyAsync("dj", accessKey, cancellation);

    /// <summary>Ends the server in order; data and port stay.</summary>
    public Task StopAsync() => _server.StopAsync();

    /// <summary>Ends the server as a power cut would.</summary>
    public Task KillAsync() => _server.KillAsync();

    /// <summary>Starts a stopped server again, on the same port with the same data.</summary>
    public Task StartAgainAsync(CancellationToken cancellation = default) => _server.StartAgainAsync(cancellation);

    /// <summary>Stops and starts again.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await StopAsync();
        await StartAgainAsync(cancellation);
    }

    /// <summary>Ends the server and deletes its data.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
