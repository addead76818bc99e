namespace DataJoint.Servers;

/// <summary>MariaDB from Debian's package, or the one that <c>DATAJOINT_TEST_MARIADB</c> names.</summary>
public sealed class MariaDbServer : DatabaseServer
{
    /// <summary><c>user:password@host:port</c> of a server for <see cref="SharedAsync"/>.</summary>
    public const string Variable = "DATAJOINT_TEST_MARIADB";

    private const string Program = "/usr/sbin/mariadbd";
    private const string Installer = "/usr/bin/mariadb-install-db";
    private const string LogSize = "--innodb-log-file-size=8M";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<MariaDbServer>> Common = new(FindAsync);

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
        if (!File.Exists(Program))
        {
            throw new UnavailableException($"{Program} is missing (Debian: mariadb-server)");
        }

        SystemUser.Require(MySqlFamily.User);
        string version = await ServerProcess.VersionAsync(new ServerCommand(Program, "--version"), cancellation);
        DatabaseFiles files = await DatabaseFiles.MakeAsync(Package(version), options, cancellation);
        MySqlFamily.WriteAccounts(files.Folder.Of("accounts.sql"), options);
        LocalServer server = await LocalServer.StartAsync(MySqlFamily.Plan("MariaDB", files, port => Command(files, options, port)), cancellation);
        return new MariaDbServer(server, ServerAddress.Ours(server.Port), options, version);
    }

    private static async Task<MariaDbServer> FindAsync() => ServerAddress.From(Variable) is { } named
        ? new MariaDbServer(null, named, new DatabaseOptions(), NamedServer.Version(Variable))
        : await StartAsync();

    private static ServerCommand Command(DatabaseFiles files, DatabaseOptions options, int port)
    {
        string[] plain = options.Certificate is null ? ["--skip-ssl"] : [];
        return new ServerCommand(Program, [.. MySqlFamily.Arguments(files, options, port), LogSize, .. plain, .. options.Arguments]) { User = MySqlFamily.User };
    }

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
        string[] words = ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", LogSize];
        await ServerProcess.RunAsync(new ServerCommand(Installer, words) { User = MySqlFamily.User }, InstallLimit, cancellation);
    }
}
