using DataJoint.Configuration;
using DataJoint.Connections.Settings;
using DataJoint.Connections.Tls;

namespace DataJoint.Connections.Drivers;

/// <summary>Everything that decides to what a connection leads and how it is made, but for the password: two that are equal can share a pool.</summary>
internal sealed record DatabaseTarget
{
    private DatabaseTarget()
    {
    }

    public required DatabaseDriver Driver { get; init; }

    public string Backend => Driver.Backend;

    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>Who logs in; while that is known only where the name is kept, the reference to it, to be shown.</summary>
    public required string User { get; init; }

    /// <summary>Whether <see cref="User"/> is the name.</summary>
    public required bool IsUserKnown { get; init; }

    /// <summary>The database; of an embedded one the absolute path of the file. Null when none is chosen.</summary>
    public required string? Name { get; init; }

    /// <summary>TLS required, refused, or preferred when null. To verify the server requires it: one that offers none cannot be verified.</summary>
    public required bool? UseTls { get; init; }

    public required TlsTarget Tls { get; init; }

    public required bool Reconnects { get; init; }

    /// <summary>The statement for every new session, or null.</summary>
    public required string? InitFunction { get; init; }

    /// <summary>A socket of this machine: its path stands in place of the host.</summary>
    public bool IsUnixSocket => Host.StartsWith('/');

    /// <summary>Whether TLS is wanted and can be done without.</summary>
    public bool PrefersTls => UseTls is null && !IsEmbedded && !IsUnixSocket;

    public bool IsEmbedded => Driver.IsEmbedded;

    /// <summary>Whether it is an embedded database without a file, gone with its connection.</summary>
    public bool IsInMemory => IsEmbedded && Name == DatabaseFile.Memory;

    /// <summary>User, host, port and database; never the password.</summary>
    public string Address => IsEmbedded
        ? Display.Sanitize(Name!, 400)
        : ServerAddress.Describe(User, Host, Port, Name);

    /// <summary>Reads the settings.</summary>
    /// <param name="snapshot">The settings.</param>
    /// <param name="runsInitFunction">Whether <c>connection.init_function</c> counts.</param>
    /// <exception cref="ConnectionException">One is missing; all that are, are reported.</exception>
    public static DatabaseTarget From(ConfigurationSnapshot snapshot, bool runsInitFunction)
    {
        DatabaseSettings database = snapshot.Database;
        DatabaseDriver driver = DatabaseDrivers.Shared.Get(snapshot);
        if (!driver.IsEmbedded)
        {
            ServerCredentials.Check(snapshot);
            ServerAddress.Check(database.Host, snapshot.Find("database.host").Origin);
            TlsContradiction.Check(snapshot);
        }

        string? init = snapshot.Connection.InitFunction;
        var tls = TlsTarget.From(snapshot);
        return new DatabaseTarget
        {
            Driver = driver,
            Host = driver.IsEmbedded ? "" : database.Host,
            Port = driver.PortOf(snapshot) ?? 0,
            User = driver.IsEmbedded ? "" : ServerCredentials.DescribeUser(database)!,
            IsUserKnown = driver.IsEmbedded || database.UserReference is not { IsResolved: false },
            Name = driver.IsEmbedded ? DatabaseFile.Resolve(snapshot) : string.IsNullOrEmpty(database.Name) ? null : database.Name,
            UseTls = database.UseTls ?? (tls.IsVerified ? true : null),
            Tls = tls,
            Reconnects = database.Reconnect,
            InitFunction = runsInitFunction && !string.IsNullOrWhiteSpace(init) ? init : null,
        };
    }

    /// <summary>The same for a user whose name is known now.</summary>
    public DatabaseTarget For(string user) => this with { User = user, IsUserKnown = true };

    /// <summary>The same with what another one knows of the user.</summary>
    public DatabaseTarget WithUserOf(DatabaseTarget other) => this with { User = other.User, IsUserKnown = other.IsUserKnown };

    /// <summary>The port that counts for the configured backend; null for an embedded database.</summary>
    public static int? PortOf(ConfigurationSnapshot snapshot) =>
        DatabaseDrivers.Shared.Find(snapshot.Database.Backend) is DatabaseDriver driver ? driver.PortOf(snapshot) : snapshot.Database.Port;

    /// <summary>Backend and address.</summary>
    /// <returns>For example <c>mysql alice@db.example.com:3306/lab</c>.</returns>
    public override string ToString() => $"{Backend} {Address}";
}
