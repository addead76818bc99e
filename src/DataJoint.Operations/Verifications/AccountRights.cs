using System.Data.Common;
using System.Net.Sockets;
using DataJoint.Connections;
using DataJoint.Connections.Drivers;

namespace DataJoint.Operations.Verifications;

/// <summary>What an account may do, in few words.</summary>
internal static class AccountRights
{
    /// <summary>What PostgreSQL lets the account do with the tables of others; what it owns counts, too.</summary>
    private const string Tables =
        "SELECT coalesce(bool_or(has_any_column_privilege(c.oid, 'SELECT')), false), "
        + "coalesce(bool_or(has_any_column_privilege(c.oid, 'INSERT') OR has_any_column_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')), false) "
        + "FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
        + "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND has_schema_privilege(n.oid, 'USAGE')";

    private static readonly string[] Reading = ["SELECT", "ALL PRIVILEGES"];
    private static readonly string[] Writing = ["ALL PRIVILEGES", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER"];

    /// <summary>Finds it out. Nothing is changed.</summary>
    /// <exception cref="ConnectionException">The server does not answer.</exception>
    public static async Task<CredentialRights> FindAsync(Connection session, string backend, ServerReport report, CancellationToken cancellationToken)
    {
        CredentialRights rights = report.ExcessiveRight is null ? CredentialRights.None : CredentialRights.Administer;
        if (backend != "postgresql")
        {
            return rights | OfGrants(report.Grants ?? "");
        }

        try
        {
            string?[] row = (await ServerReport.AskAsync(session.DbConnection, Tables, cancellationToken).ConfigureAwait(false))[0];
            bool creates = (report.Grants ?? "").Contains("CREATE ON", StringComparison.Ordinal) || (report.Grants ?? "").Contains("CREATE, ", StringComparison.Ordinal);
            return rights | (row[0] == bool.TrueString ? CredentialRights.Read : 0) | (row[1] == bool.TrueString || creates ? CredentialRights.Write : 0);
        }
        catch (Exception error) when (error is DbException or IOException or SocketException)
        {
            throw session.Explain(error);
        }
    }

    /// <summary>By the lines of MySQL and MariaDB: <c>SELECT, INSERT ON `lab`.*; …</c></summary>
    public static CredentialRights OfGrants(string grants)
    {
        CredentialRights rights = CredentialRights.None;
        foreach (string grant in grants.Split("; "))
        {
            int on = grant.IndexOf(" ON ", StringComparison.Ordinal);
            string[] words = on < 0 ? [] : [.. grant[..on].Split(',').Select(word => word.Trim().Split('(')[0].Trim())];
            rights |= words.Any(Reading.Contains) ? CredentialRights.Read : 0;
            rights |= words.Any(Writing.Contains) ? CredentialRights.Write : 0;
        }

        return rights;
    }
}
