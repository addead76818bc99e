using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>A database server and the user there, as messages name them.</summary>
internal static class ServerAddress
{
    /// <summary>Backend, user, host, port and database; never the password.</summary>
    /// <returns>For example <c>postgresql alice@db.example.com:5432/lab</c>.</returns>
    internal static string Describe(DatabaseSettings database)
    {
        string user = database.User is null ? "" : Display.Sanitize(database.User) + "@";
        string host = database.Host.Contains(':', StringComparison.Ordinal) ? $"[{database.Host}]" : database.Host;
        string port = database.Port is int number ? ":" + number.ToString(CultureInfo.InvariantCulture) : "";
        string name = string.IsNullOrEmpty(database.Name) ? "" : "/" + Display.Sanitize(database.Name);
        return $"{database.Backend} {user}{Display.Sanitize(host)}{port}{name}";
    }
}
