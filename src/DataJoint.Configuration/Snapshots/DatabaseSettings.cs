using DataJoint.Configuration.Snapshots;

namespace DataJoint.Configuration;

/// <summary>The <c>database.*</c> settings of a snapshot.</summary>
public sealed class DatabaseSettings
{
    private readonly object? _user;

    internal DatabaseSettings(ResolvedValues values)
    {
        Host = values.Text(SettingCatalogue.Host)!;
        Port = (int?)values.Value(SettingCatalogue.Port);
        _user = values.Value(SettingCatalogue.User);
        Password = values.Secret(SettingCatalogue.Password);
        Backend = values.Text(SettingCatalogue.Backend)!;
        Name = values.Text(SettingCatalogue.Name);
        UseTls = (bool?)values.Value(SettingCatalogue.UseTls);
        Tls = new TlsSettings(values);
        Reconnect = values.Boolean(SettingCatalogue.Reconnect);
        DatabasePrefix = values.Text(SettingCatalogue.DatabasePrefix)!;
        CreateTables = values.Boolean(SettingCatalogue.CreateTables);
    }

    /// <summary><c>database.host</c>, without the port; <c>localhost</c> by default.</summary>
    public string Host { get; }

    /// <summary><c>database.port</c>, 1–65535; null on SQLite.</summary>
    public int? Port { get; }

    /// <summary><c>database.user</c>, or null.</summary>
    /// <exception cref="InvalidOperationException">It is a reference that is not resolved: see <see cref="UserReference"/>.</exception>
    public string? User => _user is Secret reference ? reference.Reveal() : (string?)_user;

    /// <summary><c>database.user</c> when it is a reference to where the name is kept, else null.</summary>
    public Secret? UserReference => _user as Secret;

    /// <summary><c>database.password</c>, or null.</summary>
    public Secret? Password { get; }

    /// <summary><c>database.backend</c>: <c>mysql</c>, <c>postgresql</c> or <c>sqlite</c>.</summary>
    public string Backend { get; }

    /// <summary><c>database.name</c>, or null; on SQLite the path of the file.</summary>
    public string? Name { get; }

    /// <summary><c>database.use_tls</c>: required, refused, or null for preferred.</summary>
    public bool? UseTls { get; }

    /// <summary>The <c>database.tls.*</c> settings.</summary>
    public TlsSettings Tls { get; }

    /// <summary><c>database.reconnect</c>.</summary>
    public bool Reconnect { get; }

    /// <summary><c>database.database_prefix</c> (deprecated).</summary>
    public string DatabasePrefix { get; }

    /// <summary><c>database.create_tables</c>.</summary>
    public bool CreateTables { get; }
}
