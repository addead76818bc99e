using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>A database server and the user there, as messages name them.</summary>
internal static class ServerAddress
{
    /// <summary>User, host, port and database; never the password.</summary>
    /// <returns>For example <c>alice@db.example.com:5432/lab</c>.</returns>
    internal static string Describe(string user, string host, int port, string? name)
    {
        string shown = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        string database = name is null ? "" : "/" + Display.Sanitize(name);
        return string.Create(CultureInfo.InvariantCulture, $"{Display.Sanitize(user)}@{Display.Sanitize(shown)}:{port}{database}");
    }

    /// <summary>Refuses what the drivers would take for several hosts.</summary>
    /// <exception cref="ConnectionException">It is not one host.</exception>
    internal static void Check(string host, Origin? origin)
    {
        if (host.Contains(',', StringComparison.Ordinal))
        {
            throw new ConnectionException(
            [
                new Diagnostic(
                    DatabaseRules.UnknownHost, $"database.host is not one host: {Display.Quote(host)}",
                    "Write one host; several in one setting are not supported.", origin),
            ]);
        }
    }
}
