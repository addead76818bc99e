namespace DataJoint.Servers;

/// <summary>PostgreSQL from Debian's package, or the one that <c>DATAJOINT_TEST_POSTGRESQL</c> names.</summary>
public sealed class PostgreSqlServer : DatabaseServer
{
    /// <summary><c>user:password@host:port</c> of a server for <see cref="SharedAsync"/>.</summary>
    public const string Variable = "DATAJOINT_TEST_POSTGRESQL";

    private static readonly Lazy<Task<PostgreSqlServer>> Common = new(FindAsync);

    private static readonly DatabaseImage Image = new()
    {
        Name = "postgres",
        Program = "postgres",
        User = PostgreSqlPackage.User,
        Port = 5432,
        Environment = [$"POSTGRES_USER={DefaultUser}", $"POSTGRES_PASSWORD={DefaultPassword}"],
        IsReady = PostgreSqlWire.AnswersAsync,
        Instead = PostgreSqlPackage.Missing,
    };

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
        if (PostgreSqlPackage.Find() is not { } package)
        {
            DockerContainer container = await StartContainerAsync(options, cancellation);
            return new PostgreSqlServer(container, ServerAddress.Ours(container.Port), options, Image.Name);
        }

        SystemUser.Require(PostgreSqlPackage.User);
        string version = await package.VersionAsync(cancellation);
        DatabaseFiles files = await DatabaseFiles.MakeAsync(package.For(version), options, cancellation);
        await WriteHostRulesAsync(files, options, cancellation);
        LocalServer server = await LocalServer.StartAsync(Plan(package, files, options), cancellation);
        return new PostgreSqlServer(server, ServerAddress.Ours(server.Port), options, version);
    }

    private static async Task<PostgreSqlServer> FindAsync() => ServerAddress.From(Variable) is { } named
        ? new PostgreSqlServer(null, named, new DatabaseOptions(), NamedServer.Version(Variable))
        : await StartAsync();

    private static async Task<DockerContainer> StartContainerAsync(DatabaseOptions options, CancellationToken cancellation)
    {
        await DockerContainer.RequireAsync(Image, cancellation);
        var files = DatabaseFiles.ForContainer(options);
        await WriteHostRulesAsync(files, options, cancellation);
        return await DockerContainer.StartAsync(
            Image, files.Folder, [Image.Program, .. Settings(new ServerFiles(DockerContainer.FilesInside), options), .. options.Arguments], cancellation);
    }

    private static ServerPlan Plan(PostgreSqlPackage package, DatabaseFiles files, DatabaseOptions options) => new()
    {
        Name = "PostgreSQL",
        Folder = files.Folder,
        Command = port => package.Server(
        [
            "-D", files.Theirs.Data, "-c", $"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            .. Settings(files.Theirs, options), .. options.Arguments,
        ]),
        IsReady = PostgreSqlWire.AnswersAsync,
        StopSignal = ProcessSignal.Interrupt,
        // PostgreSQL's own crash: killed outright, its main process would leave the others and the shared memory behind.
        CrashSignal = ProcessSignal.Quit,
    };

    /// <summary>What the tests ask for, small, and never waiting for the disk.</summary>
    private static IEnumerable<string> Settings(ServerFiles files, DatabaseOptions options)
    {
        string[] settings =
        [
            "fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=16MB", "dynamic_shared_memory_type=mmap", "wal_level=minimal",
            "max_connections=400", "max_wal_senders=0", "max_wal_size=64MB", "min_wal_size=32MB", "autovacuum=off", "logging_collector=off", $"hba_file={files.HostRules}",
            "authentication_timeout=120s", // a client on a busy machine may stand still
            .. options.Certificate is null ? (string[])["ssl=off"] : ["ssl=on", $"ssl_cert_file={files.Certificate}", $"ssl_key_file={files.Key}"],
            .. options.ClientAuthorityFile is null ? (string[])[] : [$"ssl_ca_file={files.ClientAuthority}"],
        ];
        return settings.SelectMany(setting => (string[])["-c", setting]);
    }

    /// <summary>From everywhere: the server listens on loopback only, or in a container.</summary>
    private static Task WriteHostRulesAsync(DatabaseFiles files, DatabaseOptions options, CancellationToken cancellation)
    {
        string type = options.RequireTls || options.RequireClientCertificate ? "hostssl" : "host";
        string certificate = options.RequireClientCertificate ? " clientcert=verify-ca" : "";
        return File.WriteAllTextAsync(files.Ours.HostRules, $"{type} all all 0.0.0.0/0 scram-sha-256{certificate}\n", cancellation);
    }
}
