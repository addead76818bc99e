using System.Data.Common;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.PostgreSql;

/// <summary>The questions for PostgreSQL.</summary>
internal static class PostgreSqlReport
{
    private const string General =
        "SELECT extract(epoch FROM clock_timestamp())::float8, current_setting('server_version'), current_user, s.version, s.cipher " +
        "FROM (SELECT 1) AS one LEFT JOIN pg_catalog.pg_stat_ssl AS s ON s.pid = pg_catalog.pg_backend_pid() AND s.ssl";

    private const string Rights =
        "SELECT r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls, " +
        "has_database_privilege(current_database(), 'CREATE'), has_database_privilege(current_database(), 'TEMP'), " +
        "(SELECT string_agg(quote_ident(n.nspname), ', ' ORDER BY n.nspname) FROM pg_catalog.pg_namespace AS n " +
        "WHERE has_schema_privilege(n.oid, 'CREATE') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'), current_database() " +
        "FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user";

    private static readonly string[] Attributes = ["SUPERUSER", "CREATEROLE", "CREATEDB", "REPLICATION", "BYPASSRLS"];

    public static async Task<ServerReport> ReadAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken)
    {
        DateTimeOffset asked = clock();
        List<string?[]> general = await ServerReport.AskAsync(connection, General, cancellationToken).ConfigureAwait(false);
        DateTimeOffset answered = clock();
        string?[] row = general[0];
        List<string?[]> rights = await ServerReport.AskAsync(connection, Rights, cancellationToken).ConfigureAwait(false);
        List<string> attributes = [];
        for (int i = 0; i < Attributes.Length; i++)
        {
            if (rights[0][i] == bool.TrueString)
            {
                attributes.Add(Attributes[i]);
            }
        }

        return new ServerReport
        {
            Product = "PostgreSQL " + row[1]!.Split(' ')[0],
            User = row[2],
            TlsVersion = row[3],
            TlsCipher = row[4],
            Grants = Describe(attributes, rights[0]),
            ExcessiveRight = attributes.FirstOrDefault(attribute => attribute is "SUPERUSER" or "CREATEROLE" or "BYPASSRLS" or "REPLICATION"),
            ClockSkew = ServerReport.SkewOf(row[0]!, asked, answered),
            Latency = TimeSpan.Zero,
        };
    }

    private static string Describe(List<string> attributes, string?[] rights)
    {
        List<string> database = [];
        if (rights[5] == bool.TrueString)
        {
            database.Add("CREATE");
        }

        if (rights[6] == bool.TrueString)
        {
            database.Add("TEMP");
        }

        List<string> parts = [.. attributes];
        if (database.Count > 0)
        {
            parts.Add($"{string.Join(", ", database)} ON DATABASE {rights[8]}");
        }

        if (rights[7] is string schemas)
        {
            parts.Add($"CREATE ON SCHEMA {schemas}");
        }

        return parts.Count == 0 ? "CONNECT only" : string.Join("; ", parts);
    }
}
