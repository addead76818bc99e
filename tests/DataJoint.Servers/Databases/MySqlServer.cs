namespace DataJoint.Servers;

/// <summary>MySQL 9 from the Debian folder, whose accounts use caching_sha2_password, or the server that <c>DATAJOINT_TEST_MYSQL</c> names.</summary>
public sealed class MySqlServer : DatabaseServer
{
    /// <summary><c>user:password@host:port</c> of a server for <see cref="SharedAsync"/>.</summary>
    public const string Variable = "DATAJOINT_TEST_MYSQL";

    private const string Program = "/usr/sbin/mysqld";
    private const string LogSize = "--innodb-redo-log-capacity=8M";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(2);
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
        SidFolder.Require(Program);
        options ??= new DatabaseOptions();
        string version = await ServerProcess.VersionAsync(new ServerCommand(Program, "--version") { Chroot = SidFolder.Root }, cancellation);
        DatabaseFiles files = await DatabaseFiles.MakeAsync(Package(version), options, cancellation);
        MySqlFamily.WriteAccounts(files.Folder.Of("accounts.sql"), options);
        LocalServer server = await LocalServer.StartAsync(MySqlFamily.Plan("MySQL", files, port => Command(files, options, port)), cancellation);
        return new MySqlServer(server, ServerAddress.Ours(server.Port), options, version);
    }

    private static async Task<MySqlServer> FindAsync() => ServerAddress.From(Variable) is { } named
        ? new MySqlServer(null, named, new DatabaseOptions(), NamedServer.Version(Variable))
        : await StartAsync();

    /// <summary>Without TLS versions to speak there is no TLS; MySQL would otherwise make itself a certificate.</summary>
    private static ServerCommand Command(DatabaseFiles files, DatabaseOptions options, int port)
    {
        string[] plain = options.Certificate is null ? ["--tls-version="] : [];
        return InFolder([.. MySqlFamily.Arguments(files, options, port), "--mysqlx=OFF", LogSize, .. plain, .. options.Arguments]);
    }

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
        string[] words = ["--no-defaults", "--initialize-insecure", $"--datadir={SidFolder.Inside(data)}", LogSize, "--innodb-flush-method=nosync"];
        await ServerProcess.RunAsync(InFolder(words), InstallLimit, cancellation);
    }

    private static ServerCommand InFolder(params IReadOnlyList<string> words) => new(Program, words) { User = MySqlFamily.User, Chroot = SidFolder.Root };
}
