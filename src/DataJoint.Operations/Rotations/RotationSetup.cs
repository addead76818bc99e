using DataJoint.Configuration;
using DataJoint.Operations.Accounts;
using DataJoint.Operations.Passwords;
using DataJoint.Operations.Records;

namespace DataJoint.Operations.Rotations;

/// <summary>What a rotation begins with.</summary>
internal sealed class RotationSetup
{
    private readonly DataJointConfig _config;

    private Login? _recorded;

    private RotationSetup(DataJointConfig config, RotationOptions options, CredentialRecord record)
    {
        _config = config;
        Options = options;
        Record = record;
        ConfigurationSnapshot snapshot = config.Snapshot;
        Backend = snapshot.Database.Backend;
        Server = new ServerLogin(snapshot);
        Administrator = options.Administrator is null ? null : new ServerLogin(options.Administrator);
    }

    public RotationOptions Options { get; }

    /// <summary>Where the login is kept.</summary>
    public CredentialRecord Record { get; }

    /// <summary>The login that is recorded, as <see cref="ReadAsync"/> found it last.</summary>
    public Login Recorded => _recorded ?? throw new InvalidOperationException("Nobody has read it.");

    public string Backend { get; }

    public ServerLogin Server { get; }

    public ServerLogin? Administrator { get; }

    /// <summary>Kind and address of the server, which an interrupted rotation is known by.</summary>
    public string Target => $"{Backend} {Server.Server}";

    /// <summary>An account, for messages.</summary>
    public string Name(AccountName account) => $"{Display.Sanitize(account.ToString())} at {Server.Server}";

    /// <summary>Opens a session that changes accounts.</summary>
    /// <param name="login">The login that works now; an administrator takes its place where there is one.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task<AccountWork> OpenWorkAsync(Login login, CancellationToken cancellationToken) =>
        AccountWork.OpenAsync(this, login, cancellationToken);

    public TimeSpan Grace => Options.Grace ?? RotationOptions.DefaultGrace;

    /// <summary>Looks where everything is. Nothing is read or changed.</summary>
    /// <exception cref="RotationException">The login cannot be rotated here.</exception>
    public static RotationSetup Create(DataJointConfig config, RotationOptions options)
    {
        ConfigurationSnapshot snapshot = config.Snapshot;
        return snapshot.Database.Backend == "sqlite"
            ? throw new RotationException(RotationRules.Impossible, "an SQLite database has no password", "Nothing has to be done.")
            : new RotationSetup(config, options, new RecordFinder(snapshot, LoginKeys.Database).Find(options.Alternates));
    }

    /// <summary>Reads the login that is recorded now.</summary>
    public async Task<Login> ReadAsync(CancellationToken cancellationToken)
    {
        _config.Reload();
        ConfigurationSnapshot snapshot = _config.Snapshot;
        ResolvedSetting user = await snapshot.Find("database.user").ResolveAsync(cancellationToken).ConfigureAwait(false);
        ResolvedSetting password = await snapshot.Find("database.password").ResolveAsync(cancellationToken).ConfigureAwait(false);
        return _recorded = new Login(user.Value.Reveal() ?? "", new Secret(password.Value.Reveal() ?? ""));
    }
}
