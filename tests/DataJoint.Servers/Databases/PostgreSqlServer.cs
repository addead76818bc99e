namespace DataJoint.Servers;

/// <summary>PostgreSQL from Debian's package, or the one that <c>DATAJOINT_TEST_POSTGRESQL</c> names.</summary>
public sealed class PostgreSqlServer : DatabaseServer
{
    /// <summary><c>user:password@host:port</c> of a server for <see cref="SharedAsync"/>.</summary>
    public const string Variable = "DATAJOINT_TEST_POSTGRESQL";

    private const string Versions = "/usr/lib/postgresql";
    private const string SystemAccount = "postgres";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<PostgreSqlServer>> Common = new(FindAsync);

    private PostgreSqlServer(IServerHost? host, ServerAddress address, DatabaseOptions options, string version)
        : base(host, address, options, version)
    {
    }

    /// <inheritdoc/>
    public override string Product => "PostgreSQL";

    /// <summary>The server that all tests of this process may share, ours without TLS: use databases and accounts of your own. Stopped when the process ends.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<PostgreSqlServer> SharedAsync() => Common.Value;

    /// <summary>Starts a server of one's own; it has the database <c>postgres</c>. Takes about half a second.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static async Task<PostgreSqlServer> StartAsync(DatabaseOptions? options = null, CancellationToken cancellation = default)
    {
        NamedServer.RequireNone(Variable);
        options ??= new DatabaseOptions();
        string programs = Programs() ?? throw new UnavailableException($"no PostgreSQL server below {Versions} (Debian: postgresql)");
        SystemUser.Require(SystemAccount);
        string version = await ServerProcess.VersionAsync(new ServerCommand(programs + "/postgres", "--version"), cancellation);
        DatabaseFiles files = await DatabaseFiles.MakeAsync(Package(programs, version), options, cancellation);
        LocalServer server = await LocalServer.StartAsync(Plan(programs, files, options), cancellation);
        return new PostgreSqlServer(server, ServerAddress.Ours(server.Port), options, version);
    }

    private static async Task<PostgreSqlServer> FindAsync() => ServerAddress.From(Variable) is { } named
        ? new PostgreSqlServer(null, named, new DatabaseOptions(), NamedServer.Version(Variable))
        : await StartAsync();

    /// <summary>The newest version's programs: Debian installs each major version in a directory of its own, and none of them on the path.</summary>
    private static string? Programs() => !Directory.Exists(Versions)
        ? null
        : Directory.EnumerateDirectories(Versions).Select(path => path + "/bin").Where(path => File.Exists(path + "/postgres")).MaxBy(path => path, StringComparer.Ordinal);

    private static ServerPlan Plan(string programs, DatabaseFiles files, DatabaseOptions options) => new()
    {
        Name = "PostgreSQL",
        Folder = files.Folder,
        Command = port => Command(programs, files, options, port),
        IsReady = PostgreSqlWire.AnswersAsync,
        StopSignal = ProcessSignal.Interrupt,
        // PostgreSQL's own crash: killed outright, its main process would leave the others and the shared memory behind.
        CrashSignal = ProcessSignal.Quit,
    };

    private static ServerCommand Command(string programs, DatabaseFiles files, DatabaseOptions options, int port)
    {
        string[] settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "full_page_writes=off", "synchronous_commit=off",
            "shared_buffers=16MB", "dynamic_shared_memory_type=mmap", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=64MB", "min_wal_size=32MB",
            "autovacuum=off", "logging_collector=off", $"hba_file={files.Inside("hba.conf")}",
            .. options.Certificate is null ? (string[])["ssl=off"] : ["ssl=on", $"ssl_cert_file={files.CertificateFile}", $"ssl_key_file={files.KeyFile}"],
            .. options.ClientAuthorityFile is null ? (string[])[] : [$"ssl_ca_file={files.ClientAuthorityFile}"],
        ];
        File.WriteAllText(files.Folder.Of("hba.conf"), HostRules(options));
        return new ServerCommand(programs + "/postgres", ["-D", files.Data, .. settings.SelectMany(setting => (string[])["-c", setting]), .. options.Arguments])
        {
            User = SystemAccount,
            // It removes its shared memory then, and its children with it, which it does not when it is killed.
            DeathSignal = ProcessSignal.Interrupt,
        };
    }

    private static string HostRules(DatabaseOptions options)
    {
        string type = options.RequireTls || options.RequireClientCertificate ? "hostssl" : "host";
        string certificate = options.RequireClientCertificate ? " clientcert=verify-ca" : "";
        return $"{type} all all 127.0.0.1/32 scram-sha-256{certificate}\n";
    }

    private static DatabasePackage Package(string programs, string version) => new()
    {
        Name = version,
        User = SystemAccount,
        Parent = ServersDirectory.Runs,
        Initialise = (data, cancellation) => InitialiseAsync(programs, data, cancellation),
    };

    private static async Task InitialiseAsync(string programs, string data, CancellationToken cancellation)
    {
        Directory.CreateDirectory(data);
        string password = data + ".password";
        await File.WriteAllTextAsync(password, DefaultPassword, cancellation);
        await SystemUser.GiveAsync(SystemAccount, data, null, cancellation);
        await SystemUser.GiveAsync(SystemAccount, password, null, cancellation);
        string[] words =
        [
            "--pgdata", data, "--username", DefaultUser, "--pwfile", password, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C",
            "--wal-segsize", "16", "--no-sync", "--no-instructions",
        ];
        await ServerProcess.RunAsync(new ServerCommand(programs + "/initdb", words) { User = SystemAccount }, InstallLimit, cancellation);
    }
}
