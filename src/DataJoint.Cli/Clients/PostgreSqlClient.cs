using System.Globalization;
using DataJoint.Connections.PostgreSql;

namespace DataJoint.Cli.Clients;

/// <summary><c>psql</c>, and the parameters of libpq (https://www.postgresql.org/docs/current/libpq-connect.html).</summary>
internal static class PostgreSqlClient
{
    public const string Program = "psql";

    /// <summary>The call, with one connection string, since TLS has no options of its own.</summary>
    public static ClientCommand Create(ClientTarget target)
    {
        IEnumerable<(string Name, string Value)> parameters =
        [
            ("host", HostOf(target)), ("port", target.Port!.Value.ToString(CultureInfo.InvariantCulture)), ("user", target.User!),
            .. target.Name is null ? [] : new[] { ("dbname", target.Name) },
            .. TlsParameters(target),
        ];
        return new ClientCommand(Program, [string.Join(' ', parameters.Select(p => $"{p.Name}={Quote(p.Value)}"))], "PGPASSWORD", target.Password);
    }

    /// <summary>Without a CA of its own libpq verifies against the system's when told so, and then the host's name too.</summary>
    public static IEnumerable<(string Name, string Value)> TlsParameters(ClientTarget target)
    {
        bool verifies = target.Tls is TlsMode.VerifyCa or TlsMode.VerifyFull;
        bool trustsSystem = verifies && target.Ca is null;
        yield return ("sslmode", target.Tls switch
        {
            TlsMode.Off => "disable",
            TlsMode.Preferred => "prefer",
            TlsMode.Required => "require",
            TlsMode.VerifyCa when !trustsSystem => "verify-ca",
            _ => "verify-full",
        });

        // With a CA, `require` would verify where the setting says that it must not.
        (string, string?)[] files = [("sslrootcert", trustsSystem ? "system" : verifies ? target.Ca : null), ("sslcert", target.Certificate), ("sslkey", target.Key)];
        foreach ((string name, string? path) in target.Tls == TlsMode.Off ? [] : files)
        {
            if (path is not null)
            {
                yield return (name, path);
            }
        }
    }

    /// <summary>libpq and Npgsql are told the directory of a socket, which may be what is configured.</summary>
    public static string HostOf(ClientTarget target) =>
        target.IsSocket ? PostgreSqlSocket.DirectoryOf(target.Host) : target.Host;

    private static string Quote(string value) =>
        value.Length > 0 && !value.AsSpan().ContainsAny(" '\\\t")
            ? value
            : "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
