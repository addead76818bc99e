using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Settings;

namespace DataJoint.Cli.Clients;

/// <summary>What another program must be told to reach the configured database.</summary>
/// <remarks>No record: the printed form of one would show its parts.</remarks>
internal sealed class ClientTarget
{
    private ClientTarget(ConfigurationSnapshot snapshot, string? user)
    {
        DatabaseSettings database = snapshot.Database;
        Backend = database.Backend;
        IsFile = Backend == "sqlite";
        Host = database.Host;
        Port = DatabaseTarget.PortOf(snapshot);
        User = user;
        Name = IsFile && database.Name != DatabaseFile.Memory ? ProjectPath.Resolve(snapshot, Filled(database.Name)) : Filled(database.Name);
        UsesTls = database.UseTls;
        Verify = database.Tls.Verify;
        Ca = ProjectPath.Resolve(snapshot, Filled(database.Tls.Ca));
        Certificate = ProjectPath.Resolve(snapshot, Filled(database.Tls.Cert));
        Key = ProjectPath.Resolve(snapshot, Filled(database.Tls.Key));
    }

    public string Backend { get; }

    /// <summary>Whether it is a file, with neither host nor user.</summary>
    public bool IsFile { get; }

    public string Host { get; }

    public int? Port { get; }

    /// <summary>Whether the host is the path of a socket of this machine.</summary>
    public bool IsSocket => Host.StartsWith('/');

    /// <summary>Who logs in; where only a reference to the name is known, the reference.</summary>
    public string? User { get; }

    /// <summary>Whether <see cref="User"/> is a reference.</summary>
    public bool IsUserReference { get; private init; }

    /// <summary>The password, only where the user asked to see it.</summary>
    public Secret? Password { get; private init; }

    /// <summary>The database; for a file its absolute path, or <c>:memory:</c>.</summary>
    public string? Name { get; }

    /// <summary><c>database.use_tls</c>.</summary>
    public bool? UsesTls { get; }

    /// <summary><c>database.tls.verify</c>.</summary>
    public string Verify { get; }

    /// <summary>The absolute path of the CA's certificates, or null.</summary>
    public string? Ca { get; }

    /// <summary>The absolute path of the client's certificate, or null.</summary>
    public string? Certificate { get; }

    /// <summary>The absolute path of the client's key, or null.</summary>
    public string? Key { get; }

    /// <summary>As our own connections: to verify the server requires TLS, since one that offers none cannot be verified.</summary>
    public TlsMode Tls => (UsesTls, Verify) switch
    {
        (false, _) => TlsMode.Off,

        // PostgreSQL has no TLS over a socket of the machine; MySQL and MariaDB have.
        _ when IsSocket && Backend == "postgresql" => TlsMode.Off,
        (_, "full") => TlsMode.VerifyFull,
        (_, "ca") => TlsMode.VerifyCa,
        (true, _) => TlsMode.Required,
        _ => TlsMode.Preferred,
    };

    /// <summary>Collects the parts.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="reveals">Whether the password is wanted, and with it a user who is kept elsewhere.</param>
    /// <exception cref="ConnectionException">A setting is missing.</exception>
    /// <param name="cancellationToken">Gives up asking for a password that is kept elsewhere.</param>
    /// <exception cref="CommandException">A setting holds what no command line should hold.</exception>
    /// <exception cref="SecretException">The user or the password is kept elsewhere, and could not be had.</exception>
    public static async ValueTask<ClientTarget> CreateAsync(ConfigurationSnapshot snapshot, bool reveals, CancellationToken cancellationToken)
    {
        if (snapshot.Database.Backend == "sqlite")
        {
            _ = DatabaseFile.Resolve(snapshot);
        }
        else
        {
            ServerCredentials.Check(snapshot);
        }

        if (!reveals || snapshot.Database.Backend == "sqlite")
        {
            string? shown = ServerCredentials.DescribeUser(snapshot.Database);
            return Checked(new ClientTarget(snapshot, shown) { IsUserReference = snapshot.Database.UserReference is { IsResolved: false } });
        }

        // Together: whoever makes both for a time gives the password of that user.
        IReadOnlyList<ResolvedSetting> pair = SettingResolution.GetAll(
            await ConfigurationSnapshot.ResolveAsync([snapshot.Find("database.user"), snapshot.Find("database.password")], cancellationToken));
        return Checked(new ClientTarget(snapshot, pair[0].Value.Reveal()) { Password = pair[1].Value.AsSecret() });
    }

    private static ClientTarget Checked(ClientTarget target)
    {
        target.CheckPrintable();
        return target;
    }

    /// <summary>Text that moves a terminal is not printed, and no quotes of ours would make it harmless everywhere.</summary>
    private void CheckPrintable()
    {
        (string Key, string? Text)[] parts =
        [
            ("database.host", Host), ("database.user", IsFile ? null : User), ("database.name", Name),
            ("database.tls.ca", Ca), ("database.tls.cert", Certificate), ("database.tls.key", Key),
        ];
        foreach ((string key, string? text) in parts)
        {
            if (text is not null && Display.Sanitize(text, int.MaxValue) != text)
            {
                throw new CommandException(ExitCode.Failure, $"{key} holds control characters, so it is not printed", $"djc config explain {key} says where it comes from");
            }
        }
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
