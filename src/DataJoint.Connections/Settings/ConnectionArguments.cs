using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>Values for one connection that beat the configuration, as the arguments of <c>dj.conn</c> do; null leaves the configured value.</summary>
/// <remarks>They stay in force when the connection is opened again after a loss, and when the configuration changes.</remarks>
public sealed class ConnectionArguments
{
    /// <summary>In place of <c>database.host</c>: <c>host</c> or <c>host:port</c>.</summary>
    public string? Host { get; set; }

    /// <summary>In place of <c>database.user</c>.</summary>
    public string? User { get; set; }

    /// <summary>In place of <c>database.password</c>.</summary>
    public Secret? Password { get; set; }

    /// <summary>In place of <c>database.use_tls</c>: true requires TLS, false refuses it.</summary>
    public bool? UseTls { get; set; }

    /// <summary>What is given; never the password.</summary>
    /// <returns>For example <c>host=db.example.com, password=********</c>.</returns>
    public override string ToString() => string.Join(", ", Values().Select(v => $"{v.Key["database.".Length..]}={v.Value}"));

    /// <summary>The same values, which nobody else can change.</summary>
    internal ConnectionArguments Copy() => new() { Host = Host, User = User, Password = Password, UseTls = UseTls };

    /// <summary>The snapshot with these values on top.</summary>
    /// <exception cref="ArgumentException">A value does not fit its setting.</exception>
    internal ConfigurationSnapshot On(ConfigurationSnapshot snapshot)
    {
        (string, SettingValue)[] values = [.. Values()];
        return values.Length == 0 ? snapshot : snapshot.With(values);
    }

    /// <summary>Whether two arguments mean the same. Passwords are compared in constant time.</summary>
    /// <param name="other">Others; null for none.</param>
    /// <returns>True when every value is the same.</returns>
    public bool Matches(ConnectionArguments? other) =>
        other is null
            ? !Values().Any()
            : Host == other.Host && User == other.User && UseTls == other.UseTls && Equals(Password, other.Password);

    private IEnumerable<(string Key, SettingValue Value)> Values()
    {
        if (Host is not null)
        {
            yield return ("database.host", Host);
        }

        if (User is not null)
        {
            yield return ("database.user", User);
        }

        if (Password is not null)
        {
            yield return ("database.password", Password);
        }

        if (UseTls is bool useTls)
        {
            yield return ("database.use_tls", useTls);
        }
    }
}
