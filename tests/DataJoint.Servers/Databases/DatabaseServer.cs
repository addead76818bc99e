namespace DataJoint.Servers;

/// <summary>A real database server on loopback, or the one that a variable names, with an account that may do everything.</summary>
public abstract class DatabaseServer : IAsyncDisposable
{
    /// <summary>The account on every server that the tests start.</summary>
    internal const string DefaultUser = "dj";

    /// <summary>Obviously fake, with characters that a connection string has to quote.</summary>
    internal const string DefaultPassword = "fake p'ass;word=1";

    private readonly IServerHost? _host;
    private readonly ServerAddress _address;

    private protected DatabaseServer(IServerHost? host, ServerAddress address, DatabaseOptions options, string version) =>
        (_host, _address, Options, Version) = (host, address, options, version);

    /// <summary>As people write it: <c>PostgreSQL</c>.</summary>
    public abstract string Product { get; }

    /// <summary>How the server was started. Says nothing about a server that a variable names.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>127.0.0.1 for the servers started here. Use <c>localhost</c> to have the certificate's name checked; both are in it.</summary>
    public string Host => _address.Host;

    /// <summary>Stays the same when the server is restarted.</summary>
    public int Port => _address.Port;

    /// <summary>May do everything on this server: a test makes the accounts and databases that it needs with it.</summary>
    public string User => _address.User;

    /// <summary>The account's password; fake on the servers started here.</summary>
    public string Password => _address.Password;

    /// <summary>What the server's program says of itself.</summary>
    public string Version { get; }

    /// <summary>Whether the server was started here: only then can it be stopped, restarted and started with options.</summary>
    public bool IsOurs => _host is not null;

    /// <summary>Whether the server was started with TLS.</summary>
    public bool HasTls => Options.Certificate is not null;

    /// <summary>Where the server keeps its data; deleted with it.</summary>
    public string DataDirectory => Ours.Directory;

    /// <summary>The server's process.</summary>
    public int ProcessId => Ours.ProcessId;

    /// <summary>The server's last lines.</summary>
    public string Output => Ours.Output;

    /// <summary>False between a stop and the next start.</summary>
    public bool IsRunning => Ours.IsRunning;

    private IServerHost Ours => _host ?? throw new UnavailableException($"{Product} at {Host}:{Port} was not started by the tests, so they do not stop or start it");

    /// <summary>Ends the server in order, without waiting for its clients. Data and port stay.</summary>
    public Task StopAsync() => Ours.StopAsync();

    /// <summary>Ends the server as a power cut would.</summary>
    public Task KillAsync() => Ours.KillAsync();

    /// <summary>Starts a stopped server again, on the same port with the same data.</summary>
    public Task StartAgainAsync(CancellationToken cancellation = default) => Ours.StartAgainAsync(cancellation);

    /// <summary>Stops and starts again.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await StopAsync();
        await StartAgainAsync(cancellation);
    }

    /// <summary>Ends the server and deletes its data. A server that a variable names is left alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Product, address and version; never the password.</summary>
    public override string ToString() => $"{Product} {User}@{Host}:{Port} ({Version})";
}
