using DataJoint.Configuration;

namespace DataJoint.Connections.Tls;

/// <summary>A server that is to be verified, by a connection for which TLS is refused: one of the two settings is a mistake.</summary>
internal static class TlsContradiction
{
    /// <summary>Finds it.</summary>
    /// <returns>The warning, or null. A socket of this machine needs neither.</returns>
    public static Diagnostic? Find(ConfigurationSnapshot snapshot)
    {
        DatabaseSettings database = snapshot.Database;
        if (database.UseTls != false || database.Tls.Verify == "none" || database.Backend == "sqlite" || database.Host.StartsWith('/'))
        {
            return null;
        }

        string asked = snapshot.Find("database.tls.verify").Layer == SettingLayer.Default
            ? "database.tls.ca asks for a verified server"
            : $"database.tls.verify is {database.Tls.Verify}";
        return new Diagnostic(
            DatabaseRules.VerificationOff, $"{asked}, and database.use_tls is false: nothing is encrypted or verified",
            "Run: djc config unset database.use_tls (a variable DJ_TLS counts too). If plain text is meant: djc config set database.tls.verify none",
            snapshot.Find("database.use_tls").Origin);
    }

    /// <summary>In strict mode a warning is an error.</summary>
    /// <exception cref="ConnectionException">The settings contradict each other, and must not.</exception>
    public static void Check(ConfigurationSnapshot snapshot)
    {
        if (snapshot.IsStrict && Find(snapshot) is Diagnostic found)
        {
            throw new ConnectionException([found]);
        }
    }
}
