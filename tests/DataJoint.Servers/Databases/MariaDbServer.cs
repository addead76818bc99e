namespace DataJoint.Servers;

/// <summary>MariaDB from Debian's package, or the one that <c>DATAJOINT_TEST_MARIADB</c> names.</summary>
public sealed class MariaDbServer : DatabaseServer
{
    /// <summary><c>user:password@host:port</c> of a server for <see cref="SharedAsync"/>.</summary>
    public const string Variable = "DATAJOINT_TEST_MARIADB";

    private const string Program = "/usr/sbin/mariadbd";
    private const string Installer = "/usr/bin/mariadb-install-db";
    private const string LogSize = "--innodb-log-file-size=8M";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<MariaDbServer>> Common = new(FindAsync);

    private static readonly DatabaseImage Image = new()
    {
        Name = "mariadb",
        Program = "mariadbd",
        User = MySqlFamily.User,
        Port = 3306,
        Environment = ["MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=yes", "MARIADB_ROOT_HOST=localhost"],
        IsReady = MySqlWire.GreetsAsync,
        Instead = $"{Program} is missing (Debian: mariadb-server)",
    };

    private MariaDbServer(IServerHost? host, ServerAddress address, DatabaseOptions options, string version)
        : base(host, address, options, version)
    {
    }

    /// <inheritdoc/>
    public override string Product => "MariaDB";

    /// <summary>The server that all tests of this process may share, ours without TLS: use databases and accounts of your own. Stopped when the process ends.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<MariaDbServer> SharedAsync() => Common.Value;

    /// <summary>Starts a server of one's own. Takes about half a second.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static async Task<MariaDbServer> StartAsync(DatabaseOptions? options = null, CancellationToken cancellation = default)
    {
        NamedServer.RequireNone(Variable);
        options ??= new DatabaseOptions();
        string[] own = [LogSize, .. options.Certificate is null ? (string[])["--skip-ssl"] : []];
        if (!File.Exists(Program))
        {
            DockerContainer container = await MySqlFamily.StartContainerAsync(Image, options, own, cancellation);
            return new MariaDbServer(container, ServerAddress.Ours(container.Port), options, Image.Name);
        }

        SystemUser.Require(MySqlFamily.User);
        string version = await ServerProcess.VersionAsync(new ServerCommand(Program, "--version"), cancellation);
        LocalServer server = await MySqlFamily.StartAsync("MariaDB", Package(version), options,
            words => new ServerCommand(Program, [.. words, .. own, .. options.Arguments]) { User = MySqlFamily.User }, cancellation);
        return new MariaDbServer(server, ServerAddress.Ours(server.Port), options, version);
    }

    private static async Task<MariaDbServer> FindAsync() => ServerAddress.From(Variable) is { } named
        ? new MariaDbServer(null, named, new DatabaseOptions(), NamedServer.Version(Variable))
        : await StartAsync();

    private static DatabasePackage Package(string version) => new()
    {
        Name = version,
        User = MySqlFamily.User,
        Parent = ServersDirectory.Runs,
        Initialise = InitialiseAsync,
    };

    private static async Task InitialiseAsync(string data, CancellationToken cancellation)
    {
        Directory.CreateDirectory(data);
        await SystemUser.GiveAsync(MySqlFamily.User, data, null, cancellation);
        string[] words =
        [
            "--no-defaults", $"--datadir={data}", MySqlFamily.TemporaryTables(data), "--auth-root-authentication-method=normal", "--skip-test-db", LogSize,
        ];
        await ServerProcess.RunAsync(new ServerCommand(Installer, words) { User = MySqlFamily.User }, InstallLimit, cancellation);
    }
}
