namespace DataJoint.Servers;

/// <summary>PostgreSQL's programs as Debian installs them: each major version in a directory of its own, and none of them on the path.</summary>
internal sealed class PostgreSqlPackage
{
    public const string User = "postgres";
    public const string Missing = $"there is no PostgreSQL server below {Versions} (Debian: postgresql)";

    private const string Versions = "/usr/lib/postgresql";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    private readonly string _programs;

    private PostgreSqlPackage(string programs) => _programs = programs;

    /// <summary>The newest version, or null.</summary>
    public static PostgreSqlPackage? Find()
    {
        if (!Directory.Exists(Versions))
        {
            return null;
        }

        string? newest = Directory.EnumerateDirectories(Versions).Select(path => path + "/bin").Where(path => File.Exists(path + "/postgres")).Max(StringComparer.Ordinal);
        return newest is null ? null : new PostgreSqlPackage(newest);
    }

    public Task<string> VersionAsync(CancellationToken cancellation) => ServerProcess.VersionAsync(new ServerCommand(_programs + "/postgres", "--version"), cancellation);

    public DatabasePackage For(string version) => new()
    {
        Name = version,
        User = User,
        Parent = ServersDirectory.Runs,
        Initialise = InitialiseAsync,
    };

    public ServerCommand Server(IReadOnlyList<string> arguments) => new(_programs + "/postgres", arguments)
    {
        User = User,
        // It removes its shared memory then, and its other processes with it, which it does not when it is killed.
        DeathSignal = ProcessSignal.Interrupt,
    };

    private async Task InitialiseAsync(string data, CancellationToken cancellation)
    {
        Directory.CreateDirectory(data);
        string password = data + ".password";
        await File.WriteAllTextAsync(password, DatabaseServer.DefaultPassword, cancellation);
        await SystemUser.GiveAsync(User, data, null, cancellation);
        await SystemUser.GiveAsync(User, password, null, cancellation);
        string[] words =
        [
            "--pgdata", data, "--username", DatabaseServer.DefaultUser, "--pwfile", password, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C",
            "--no-sync", "--no-instructions",
        ];
        await ServerProcess.RunAsync(new ServerCommand(_programs + "/initdb", words) { User = User }, InstallLimit, cancellation);
    }
}
