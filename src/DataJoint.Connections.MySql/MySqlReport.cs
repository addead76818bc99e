using System.Data.Common;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.MySql;

/// <summary>The questions for MySQL and MariaDB.</summary>
internal static class MySqlReport
{
    // Rights over the server as a whole. The names of MySQL 8's dynamic ones: https://dev.mysql.com/doc/refman/9.0/en/privileges-provided.html
    private static readonly string[] Excessive =
    [
        "SUPER", "ALL PRIVILEGES", "GRANT OPTION", "SYSTEM_USER", "SYSTEM_VARIABLES_ADMIN", "SHUTDOWN", "FILE", "CREATE USER", "CONNECTION ADMIN",
    ];

    public static async Task<ServerReport> ReadAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken)
    {
        DateTimeOffset asked = clock();
        List<string?[]> rows = await ServerReport
            .AskAsync(connection, "SELECT UNIX_TIMESTAMP(NOW(6)), VERSION(), CURRENT_USER()", cancellationToken).ConfigureAwait(false);
        DateTimeOffset answered = clock();
        List<string?[]> tls = await ServerReport
            .AskAsync(connection, "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Ssl_cipher')", cancellationToken).ConfigureAwait(false);
        List<string?[]> grants = await ServerReport.AskAsync(connection, "SHOW GRANTS", cancellationToken).ConfigureAwait(false);
        string[] given = [.. grants.Select(row => Shorten(row[0] ?? ""))];
        return new ServerReport
        {
            Product = Name(rows[0][1]!),
            User = rows[0][2],
            TlsVersion = ValueOf(tls, "Ssl_version"),
            TlsCipher = ValueOf(tls, "Ssl_cipher"),
            Grants = string.Join("; ", given),
            ExcessiveRight = given.Select(FindExcessive).FirstOrDefault(right => right is not null),
            ClockSkew = ServerReport.SkewOf(rows[0][0]!, asked, answered),
            Latency = TimeSpan.Zero,
        };
    }

    /// <summary>The right over everything that one line grants, or null.</summary>
    public static string? FindExcessive(string grant)
    {
        int on = grant.IndexOf(" ON *.*", StringComparison.Ordinal);
        if (on < 0)
        {
            return null;
        }

        if (grant.EndsWith("WITH GRANT OPTION", StringComparison.Ordinal))
        {
            return "GRANT OPTION";
        }

        string[] rights = [.. grant[..on].Split(',').Select(right => right.Trim())];
        return Excessive.FirstOrDefault(right => rights.Contains(right, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The line without the words that every line has, and without the hash that old servers print.</summary>
    private static string Shorten(string grant)
    {
        string text = grant.StartsWith("GRANT ", StringComparison.Ordinal) ? grant["GRANT ".Length..] : grant;
        int to = text.IndexOf(" TO ", StringComparison.Ordinal);
        string suffix = text.EndsWith("WITH GRANT OPTION", StringComparison.Ordinal) ? " WITH GRANT OPTION" : "";
        return (to < 0 ? text : text[..to]) + suffix;
    }

    private static string Name(string version)
    {
        bool isMaria = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        return (isMaria ? "MariaDB " : "MySQL ") + version.Split('-')[0];
    }

    private static string? ValueOf(List<string?[]> rows, string name) =>
        rows.FirstOrDefault(row => row[0] == name) is [_, { Length: > 0 } value] ? value : null;
}
