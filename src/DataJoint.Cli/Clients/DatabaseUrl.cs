using System.Globalization;
using System.Text;

namespace DataJoint.Cli.Clients;

/// <summary>The address of a database as a URL: libpq's for PostgreSQL, that of MySQL Shell for MySQL, SQLite's own for a file.</summary>
internal static class DatabaseUrl
{
    public static string Create(ClientTarget target)
    {
        if (target.IsFile)
        {
            // https://sqlite.org/uri.html
            string path = string.Join('/', target.Name!.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
            return target.Name == ":memory:" ? "file::memory:" : $"file://{(path.StartsWith('/') ? "" : "/")}{path.Replace("%3A", ":", StringComparison.Ordinal)}";
        }

        bool isPostgreSql = target.Backend == "postgresql";
        StringBuilder url = new();
        url.Append(isPostgreSql ? "postgresql://" : "mysql://").Append(Uri.EscapeDataString(target.User!));
        if (target.Password is not null)
        {
            url.Append(':').Append(Uri.EscapeDataString(target.Password.Reveal()));
        }

        url.Append('@').Append(HostOf(target, isPostgreSql)).Append('/').Append(Uri.EscapeDataString(target.Name ?? ""));
        char separator = '?';
        foreach ((string name, string value) in isPostgreSql ? PostgreSqlClient.TlsParameters(target) : MySqlClient.TlsOptions(target))
        {
            url.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return url.ToString();
    }

    /// <summary>A socket is percent-encoded for libpq, and in parentheses for MySQL Shell.</summary>
    private static string HostOf(ClientTarget target, bool isPostgreSql)
    {
        if (target.IsSocket && !isPostgreSql)
        {
            return $"({target.Host})";
        }

        string host = isPostgreSql ? PostgreSqlClient.HostOf(target) : target.Host;
        string shown = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : Uri.EscapeDataString(host);
        return string.Create(CultureInfo.InvariantCulture, $"{shown}:{target.Port}");
    }
}
