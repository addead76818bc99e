using System.Globalization;

namespace DataJoint.Cli.Clients;

/// <summary><c>mysql</c> of MySQL and <c>mariadb</c> of MariaDB: one line of descent, and two ways to speak of TLS.</summary>
internal static class MySqlClient
{
    public const string Program = "mysql";
    public const string MariaDbProgram = "mariadb";

    // Still read by MySQL 9 and MariaDB 11. A file of options for one call would have to be written, and to be removed.
    private const string PasswordVariable = "MYSQL_PWD";

    /// <summary>The call of MySQL's client.</summary>
    /// <remarks>Who refuses TLS by name must take the server's key from the server, or accounts of caching_sha2_password could not log in.</remarks>
    public static ClientCommand Create(ClientTarget target)
    {
        IEnumerable<string> tls = TlsOptions(target).Select(o => $"--{o.Name}={o.Value}");
        return Create(Program, target, target.UsesTls == false ? tls.Append("--get-server-public-key") : tls);
    }

    /// <summary>The call of MariaDB's client.</summary>
    public static ClientCommand CreateMariaDb(ClientTarget target) => Create(MariaDbProgram, target, MariaDbOptions(target));

    /// <summary>What MySQL's programs call their TLS options (https://dev.mysql.com/doc/refman/en/connection-options.html).</summary>
    public static IEnumerable<(string Name, string Value)> TlsOptions(ClientTarget target)
    {
        yield return ("ssl-mode", target.Tls switch
        {
            TlsMode.Off => "DISABLED",
            TlsMode.Preferred => "PREFERRED",
            TlsMode.Required => "REQUIRED",
            TlsMode.VerifyCa => "VERIFY_CA",
            _ => "VERIFY_IDENTITY",
        });
        foreach ((string name, string? path) in Files(target))
        {
            if (path is not null)
            {
                yield return (name, path);
            }
        }
    }

    /// <summary>localhost means a socket to these programs unless they are told otherwise; to the drivers it is a host.</summary>
    private static ClientCommand Create(string program, ClientTarget target, IEnumerable<string> tls)
    {
        List<string> arguments = target.IsSocket
            ? ["--socket=" + target.Host, "--protocol=SOCKET"]
            : ["--host=" + target.Host, string.Create(CultureInfo.InvariantCulture, $"--port={target.Port}"), "--protocol=TCP"];
        arguments.AddRange(["--user=" + target.User, .. tls]);
        if (target.Name is not null)
        {
            arguments.Add("--database=" + target.Name);
        }

        if (target.Password is null)
        {
            arguments.Add("--password"); // asks
        }

        return new ClientCommand(program, arguments, PasswordVariable, target.Password);
    }

    /// <summary>It knows no verification of the CA alone, and before version 11.4 uses TLS only when told to (https://mariadb.com/kb/en/mariadb-command-line-client/).</summary>
    private static IEnumerable<string> MariaDbOptions(ClientTarget target)
    {
        if (target.Tls == TlsMode.Off)
        {
            return ["--skip-ssl"];
        }

        string verification = target.Tls >= TlsMode.VerifyCa ? "--ssl-verify-server-cert" : "--disable-ssl-verify-server-cert";
        return ["--ssl", verification, .. Files(target).Where(f => f.Path is not null).Select(f => $"--{f.Name}={f.Path}")];
    }

    /// <summary>A CA only where it is used: with one, some versions verify though they are told not to.</summary>
    private static IEnumerable<(string Name, string? Path)> Files(ClientTarget target) => target.Tls == TlsMode.Off
        ? []
        : [("ssl-ca", target.Tls >= TlsMode.VerifyCa ? target.Ca : null), ("ssl-cert", target.Certificate), ("ssl-key", target.Key)];
}
