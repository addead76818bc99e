namespace DataJoint.Servers;

/// <summary>MySQL 9 from the Debian folder, whose accounts use caching_sha2_password, or the server that <c>DATAJOINT_TEST_MYSQL</c> names.</summary>
public sealed class MySqlServer : DatabaseServer
{
    /// <summary><c>user:password@host:port</c> of a server for <see cref="SharedAsync"/>.</summary>
    public const string Variable = "DATAJOINT_TEST_MYSQL";

    private const string Program = "/usr/sbin/mysqld";
    private const string LogSize = "--innodb-redo-log-capacity=8M";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<MySqlServer>> Common = new(FindAsync);

    private MySqlServer(IServerHost? host, ServerAddress address, DatabaseOptions options, string version)
        : base(host, address, options, version)
    {
    }

    /// <inheritdoc/>
    public override string Product => "MySQL";

    /// <summary>The server that all tests of this process may share, ours without TLS: use databases and accounts of your own. Stopped when the process ends.</summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static Task<MySqlServer> SharedAsync() => Common.Value;

    /// <summary>
    /// Starts a server of one's own. Takes about a second. Without TLS a client's first login must ask for the server's public key, or use TLS once before.
    /// </summary>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static async Task<MySqlServer> StartAsync(DatabaseOptions? options = null, CancellationToken cancellation = default)
    {
        NamedServer.RequireNone(Variable);
        options ??= new DatabaseOptions();

        // Without versions of TLS to speak there is no TLS; MySQL would otherwise make itself a certificate.
        string[] own = ["--mysqlx=OFF", "--secure-file-priv=NULL", LogSize, .. options.Certificate is null ? (string[])["--tls-version="] : []];
        if (SidFolder.Lacks(Program) is { } reason)
        {
            DatabaseImage image = Image(reason);
            DockerContainer container = await MySqlFamily.StartContainerAsync(image, options, own, cancellation);
            return new MySqlServer(container, ServerAddress.Ours(container.Port), options, image.Name);
        }

        string version = await ServerProcess.VersionAsync(new ServerCommand(Program, "--version") { Chroot = SidFolder.Root }, cancellation);
        LocalServer server = await MySqlFamily.StartAsync("MySQL", Package(version), options, words => InFolder([.. words, .. own, .. options.Arguments]), cancellation);
        return new MySqlServer(server, ServerAddress.Ours(server.Port), options, version);
    }

    private static async Task<MySqlServer> FindAsync() => ServerAddress.From(Variable) is { } named
        ? new MySqlServer(null, named, new DatabaseOptions(), NamedServer.Version(Variable))
        : await StartAsync();

    private static DatabaseImage Image(string instead) => new()
    {
        Name = "mysql:9",
        Program = "mysqld",
        User = MySqlFamily.User,
        Port = 3306,
        Environment = ["MYSQL_ALLOW_EMPTY_PASSWORD=yes", "MYSQL_ROOT_HOST=localhost"],
        IsReady = MySqlWire.GreetsAsync,
        Instead = instead,
    };

    private static DatabasePackage Package(string version) => new()
    {
        Name = version,
        User = MySqlFamily.User,
        Parent = SidFolder.Runs,
        Chroot = SidFolder.Root,
        Initialise = InitialiseAsync,
    };

    private static async Task InitialiseAsync(string data, CancellationToken cancellation)
    {
        Directory.CreateDirectory(data);
        await SystemUser.GiveAsync(MySqlFamily.User, SidFolder.Inside(data), SidFolder.Root, cancellation);
        string inside = SidFolder.Inside(data);
        string[] words =
        [
            "--no-defaults", "--initialize-insecure", $"--datadir={inside}", MySqlFamily.TemporaryTables(inside), LogSize,
            "--innodb-flush-method=nosync", "--secure-file-priv=NULL",
        ];
        await ServerProcess.RunAsync(InFolder(words), InstallLimit, cancellation);
    }

    private static ServerCommand InFolder(params IReadOnlyList<string> words) => new(Program, words) { User = MySqlFamily.User, Chroot = SidFolder.Root };
}
