using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>Chooses what opens a connection: the one place that knows the backends.</summary>
internal static class Backends
{
    internal static Connection Open(ConfigurationSnapshot snapshot, bool runsInitFunction)
    {
        if (snapshot.Database.Backend == "sqlite")
        {
            return new SqliteDatabase(snapshot).Open(runsInitFunction);
        }

        ServerCredentials.Check(snapshot.Database);
        throw NotSupported(snapshot);
    }

    private static ConnectionException NotSupported(ConfigurationSnapshot snapshot)
    {
        string message = $"this version does not connect to database servers ({ServerAddress.Describe(snapshot.Database)})";
        return new ConnectionException(
        [
            new Diagnostic(
                DiagnosticRules.BackendNotSupported, message,
                "Use a driver of your own with the resolved settings, or an embedded database: djc config set database.backend sqlite",
                snapshot.Find("database.backend").Origin),
        ]);
    }
}
