using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Connections.PostgreSql;

/// <summary>A socket of PostgreSQL, which people name by its directory, or by its file: <c>/run/postgresql/.s.PGSQL.5432</c>.</summary>
internal static class PostgreSqlSocket
{
    private const string Prefix = ".s.PGSQL.";

    /// <summary>What the driver and libpq are told: the directory.</summary>
    public static string DirectoryOf(string host) => Directory.Exists(host) ? host : Path.GetDirectoryName(host) ?? host;

    /// <summary>The port that counts: the one in the name of the file, as that of <c>host:port</c>, unless a layer at least as high sets the port.</summary>
    public static int? PortOf(ConfigurationSnapshot snapshot)
    {
        DatabaseSettings database = snapshot.Database;
        return PortOf(database) is int port && snapshot.Find("database.port").Layer < snapshot.Find("database.host").Layer ? port : database.Port;
    }

    private static int? PortOf(DatabaseSettings database)
    {
        string file = database.Backend == "postgresql" && database.Host.StartsWith('/') ? Path.GetFileName(database.Host) : "";
        return file.StartsWith(Prefix, StringComparison.Ordinal) && !Directory.Exists(database.Host)
            && int.TryParse(file.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535
            ? port
            : null;
    }
}
