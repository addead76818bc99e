using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>A project whose database is a real server, and a name of its own there: an account without rights elsewhere, and a database or schema.</summary>
internal sealed class ServerProject : IAsyncDisposable
{
    private readonly TemporaryProject _project = new();
    private readonly DatabaseServer _server;
    private readonly bool _isPostgreSql;
    private readonly SortedDictionary<string, object> _settings = new(StringComparer.Ordinal);

    private ServerProject(string product, DatabaseServer server)
    {
        _server = server;
        _isPostgreSql = server is PostgreSqlServer;
        this["database.backend"] = TestServer.BackendOf(product);
        this["database.host"] = server.Host == "127.0.0.1" ? "localhost" : server.Host;
        this["database.port"] = server.Port;
        LogIn(Name, Password);
    }

    /// <summary>The account, and its database or schema.</summary>
    public string Name { get; } = "djc_" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Obviously fake, with what shells and connection strings act on.</summary>
    public string Password { get; } = $"fake $x'`\"&;= {Guid.NewGuid():N}";

    public string Root => _project.Root;

    public DatabaseServer Server => _server;

    /// <summary>A setting in datajoint.json.</summary>
    public object this[string key]
    {
        set
        {
            _settings[key] = value;
            _project.Write("datajoint.json", JsonSerializer.Serialize(_settings));
        }
    }

    public static async Task<ServerProject> AtAsync(string product, bool encrypted = false)
    {
        ServerProject project = new(product, encrypted ? await TestServer.EncryptedAsync(product) : await TestServer.PlainAsync(product));
        if (!encrypted)
        {
            project["database.use_tls"] = false;
        }

        string literal = $"'{project.Password.Replace("'", "''", StringComparison.Ordinal)}'";
        await TestServer.AdministerAsync(project._server, project._isPostgreSql
            ? [$"CREATE ROLE {project.Name} LOGIN PASSWORD {literal}", $"CREATE SCHEMA {project.Name} AUTHORIZATION {project.Name}"]
            : [$"CREATE USER {project.Name} IDENTIFIED BY {literal}", $"CREATE DATABASE {project.Name} CHARACTER SET utf8mb4", $"GRANT ALL ON {project.Name}.* TO {project.Name}"]);
        return project;
    }

    /// <summary>Uses another account.</summary>
    public void LogIn(string user, string password)
    {
        _project.Write(".secrets/database.user", user);
        _project.Write(".secrets/database.password", password);
    }

    /// <summary>Runs djc in this process.</summary>
    public DjcResult Run(params string[] words) => new Djc(_project).Run(words);

    /// <summary>Runs a statement that must succeed.</summary>
    public DjcResult Sql(string statement, params string[] words)
    {
        DjcResult result = Run(["sql", statement, .. words]);
        result.ExitCode.ShouldBe(0, result.All);
        return result;
    }

    /// <summary>The only value that a query gives.</summary>
    public string Value(string query) => Sql(query, "--format", "csv").Output.Split('\n')[1];

    public CheckDocument Check(params string[] words)
    {
        DjcResult result = Run(["check", "--format", "json", .. words]);
        return new CheckDocument(result.ExitCode, JsonDocument.Parse(result.Output).RootElement, result.Output);
    }

    /// <summary>Starts djc as a process.</summary>
    public Process Start(params string[] words) => DjcProcess.Start(Root, words);

    /// <summary>How many sessions of the account run a statement with this in it.</summary>
    public int CountRunning(string fragment)
    {
        string query = _isPostgreSql
            ? $"SELECT count(*) FROM pg_stat_activity WHERE usename = '{Name}' AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%{fragment}%'"
            : $"SELECT count(*) FROM information_schema.processlist WHERE user = '{Name}' AND id <> CONNECTION_ID() AND info LIKE '%{fragment}%'";
        return int.Parse(Value(query), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _project.Dispose();
        await TestServer.AdministerAsync(_server, _isPostgreSql
            ? [$"DROP OWNED BY {Name} CASCADE", $"DROP ROLE {Name}"]
            : [$"DROP DATABASE {Name}", $"DROP USER {Name}"]);
    }
}
