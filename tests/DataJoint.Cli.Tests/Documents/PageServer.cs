using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>
/// The real server that a page asks for by a line such as <c>&lt;!-- server: PostgreSQL, TLS --&gt;</c>. It holds a database <c>lab</c> of the account
/// <c>ana</c>; the account <c>dba</c> may do everything. The page shows the port that such servers usually have.
/// </summary>
internal sealed partial class PageServer : IDisposable
{
    private const string Opening = "<!-- server: ";
    private const string Closing = " -->";

    private readonly DatabaseServer _server;

    private PageServer(DatabaseServer server) => _server = server;

    /// <summary>The address on the page.</summary>
    private string ShownAddress => IsPostgreSql ? "localhost:5432" : "localhost:3306";

    /// <summary>The address that answers.</summary>
    private string Address => string.Create(CultureInfo.InvariantCulture, $"localhost:{_server.Port}");

    private bool IsPostgreSql => _server is PostgreSqlServer;

    /// <summary>What a line of a page asks for, or null.</summary>
    public static string? Order(string line) =>
        line.StartsWith(Opening, StringComparison.Ordinal) && line.EndsWith(Closing, StringComparison.Ordinal) ? line[Opening.Length..^Closing.Length] : null;

    /// <summary>Starts it, with its accounts and a project of the administrator's.</summary>
    /// <param name="order">Product, and <c>TLS</c> after a comma where it is to have it.</param>
    /// <param name="home">Where the certificates (in <c>lab/</c>) and the administrator's <c>dba/</c> are put.</param>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static PageServer Start(string order, string home)
    {
        Backends.Register(); // What opens here is the library, which knows only the backends that somebody has registered.
        string[] words = order.Split(", ");
        DatabaseOptions options = words.Contains("TLS")
            ? new() { Certificate = Certificates.Shared.Valid, ClientAuthorityFile = Certificates.Shared.CaFile }
            : new();
        PageServer server = new(Task.Run(() => StartAsync(words[0], options)).GetAwaiter().GetResult());
        server.MakeAccounts();
        server.WriteProject(Directory.CreateDirectory(Path.Combine(home, "dba")).FullName);
        CopyCertificates(Path.Combine(home, "lab"));
        return server;
    }

    /// <summary>A command of the page, with the address that answers.</summary>
    public string Reach(string command) => command.Replace(ShownAddress, Address, StringComparison.Ordinal);

    /// <summary>What a command printed, with the address on the page and the version that stands there whatever the machine has.</summary>
    public string Show(string output) => Version().Replace(
        output.Replace(Address, ShownAddress, StringComparison.Ordinal),
        found => found.Groups[1].Value + (found.Groups[1].Value switch { "MariaDB" => " 10.11.6", "MySQL" => " 9.7.0", _ => " 15.8" }));

    public void Dispose() => Task.Run(async () => await _server.DisposeAsync()).GetAwaiter().GetResult();

    private static async Task<DatabaseServer> StartAsync(string product, DatabaseOptions options) => product switch
    {
        "MariaDB" => await MariaDbServer.StartAsync(options),
        "MySQL" => await MySqlServer.StartAsync(options),
        "PostgreSQL" => await PostgreSqlServer.StartAsync(options),
        _ => throw new ArgumentException($"No page server is called {product}."),
    };

    private static void CopyCertificates(string folder)
    {
        Certificates all = Certificates.Shared;
        foreach ((string from, string name) in ((string, string)[])
            [(all.CaFile, "ca.pem"), (all.ForeignCaFile, "other-ca.pem"), (all.Client.CertificateFile, "client.pem"), (all.Client.KeyFile, "client.key")])
        {
            File.Copy(from, Path.Combine(folder, name), overwrite: true);
        }
    }

    private void MakeAccounts()
    {
        string[] statements = IsPostgreSql
            ? ["CREATE ROLE dba LOGIN SUPERUSER PASSWORD 'example-admin'", "CREATE ROLE ana LOGIN PASSWORD 'example-password'", "CREATE DATABASE lab OWNER ana"]
            :
            [
                "CREATE USER dba@'%' IDENTIFIED BY 'example-admin'", "GRANT ALL ON *.* TO dba@'%' WITH GRANT OPTION",
                "CREATE DATABASE lab", "CREATE USER ana@'%' IDENTIFIED BY 'example-password'", "GRANT ALL ON lab.* TO ana@'%'",
            ];
        using Connection connection = DataJointConfig.Load(new ConfigurationOptions
        {
            HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), Path.GetTempPath()),
            Settings =
            [
                new("database.backend", IsPostgreSql ? "postgresql" : "mysql"), new("database.host", Address), new("database.user", _server.User),
                new("database.password", _server.Password), new("database.use_tls", _server.HasTls),
            ],
        }).Connect();
        foreach (string statement in statements)
        {
            using DbCommand command = connection.DbConnection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    private void WriteProject(string folder)
    {
        File.WriteAllText(
            Path.Combine(folder, "datajoint.json"),
            $$"""{ "database": { "backend": "{{(IsPostgreSql ? "postgresql" : "mysql")}}", "host": "{{Address}}", "user": "dba" } }""");
        string secrets = Path.Combine(folder, ".secrets");
        Directory.CreateDirectory(secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string password = Path.Combine(secrets, "database.password");
        File.WriteAllText(password, "example-admin");
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [GeneratedRegex(@"\b(MariaDB|MySQL|PostgreSQL) \d+(\.\d+)+")]
    private static partial Regex Version();
}
