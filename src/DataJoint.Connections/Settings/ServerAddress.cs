using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Settings;

/// <summary>A database server and the user there, as messages name them.</summary>
internal static class ServerAddress
{
    // What the 255 bytes of a name in the DNS hold (RFC 1035, section 2.3.4), without a full stop behind.
    private const int LongestName = 253;

    /// <summary>User, host, port and database; never the password.</summary>
    /// <returns>For example <c>alice@db.example.com:5432/lab</c>.</returns>
    public static string Describe(string user, string host, int port, string? name)
    {
        string shown = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        string database = name is null ? "" : "/" + Display.Sanitize(name);
        return string.Create(CultureInfo.InvariantCulture, $"{Display.Sanitize(user)}@{Display.Sanitize(shown)}:{port}{database}");
    }

    /// <summary>Refuses what the drivers would take for another host, or cannot look up.</summary>
    /// <exception cref="ConnectionException">It is not one host.</exception>
    public static void Check(string host, Origin? origin)
    {
        int zone = host.IndexOf('%', StringComparison.Ordinal);
        if (host.StartsWith('/'))
        {
            return;
        }

        if (host.TrimEnd('.').Length > LongestName)
        {
            throw Wrong(
                string.Create(CultureInfo.InvariantCulture, $"database.host has {host.Length} characters, and a host's name at most {LongestName}: {Display.Quote(host)}"),
                "Correct the name: djc config set database.host HOST", origin);
        }

        if (zone >= 0 && host.AsSpan(zone).LastIndexOf(':') is int colon and > 0)
        {
            string address = host[..(zone + colon)];
            throw Wrong(
                $"database.host has a colon in the zone of its IPv6 address: {Display.Quote(host)}",
                $"With a port, write the address in brackets: [{Display.Sanitize(address)}]:{Display.Sanitize(host[(zone + colon + 1)..])}", origin);
        }
    }

    private static ConnectionException Wrong(string message, string hint, Origin? origin) =>
        new([new Diagnostic(DatabaseRules.UnknownHost, message, hint, origin)]);
}
