using System.Data.Common;
using DataJoint.Servers;
using Npgsql;

namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlBackend : Backend
{
    public override string Name => "postgresql";

    public override int LongestPassword => 900;

    public override bool TakesEmptyPassword => false;

    public override string NoClientCertificate => "DJ3033";

    public override async Task<string> CertifyAsync(DbConnection administrator)
    {
        await ChangeRulesAsync(administrator, rules => "hostssl all dj 127.0.0.1/32 cert\n" + rules);
        return "dj";
    }

    public override string SessionId => "SELECT pg_backend_pid()";

    public override string Commit => "COMMIT";

    public override string CurrentUser => "SELECT current_user::text";

    public override (string Set, string Query, string Expected) SessionSetting =>
        ("SET application_name = 'ready'", "SELECT current_setting('application_name')", "ready");

    // Three of them are kept for administrators.
    public override IReadOnlyList<string> AtMost(int connections) => ["-c", $"max_connections={connections + 3}"];

    public override IReadOnlyList<string> ListenEverywhere(string socketDirectory) =>
        ["-c", "listen_addresses=127.0.0.1,::1", "-c", "unix_socket_directories=" + socketDirectory];

    public override Task LetInEverywhereAsync(DbConnection administrator) =>
        ChangeRulesAsync(administrator, rules => rules + "host all all ::1/128 scram-sha-256\nlocal all all scram-sha-256\n");

    public override string SocketOf(DatabaseServer server, string socketDirectory) => $"{socketDirectory}/.s.PGSQL.{server.Port}";

    // libpq and all that is built on it take the directory.
    public override IEnumerable<string> OtherSocketNames(string socket) => [Path.GetDirectoryName(socket)!];

    public override string Sleep(int seconds) => $"SELECT pg_sleep({seconds})::text";

    public override string Rows(int count) => $"SELECT repeat('x', 1000) FROM generate_series(1, {count})";

    public override async Task<DatabaseServer> SharedAsync() => await PostgreSqlServer.SharedAsync();

    public override async Task<DatabaseServer> StartAsync(DatabaseOptions options) => await PostgreSqlServer.StartAsync(options);

    public override async Task<DbConnection> OpenBareAsync(DatabaseServer server, Account account, string? database = null)
    {
        NpgsqlConnectionStringBuilder settings = new()
        {
            Host = server.Host,
            Port = server.Port,
            Username = account.User,
            Password = account.Password,
            Database = database ?? "postgres",
            Pooling = false,
            SslMode = SslMode.Prefer,
            Timeout = 180,
            CommandTimeout = 180,
        };
        NpgsqlConnection connection = new(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override IEnumerable<string> Make(Account account) =>
    [
        $"CREATE ROLE {Quote(account.User)} LOGIN PASSWORD {Literal(account.Password)}",
        $"CREATE SCHEMA {Quote(account.User)} AUTHORIZATION {Quote(account.User)}",
    ];

    // The server says no more than that the login failed.
    public override string Expired => "DJ3008";

    public override string StatementForAdministrators => "ALTER SYSTEM SET max_connections = 1000";

    public override IEnumerable<string> MakeClosedDatabase(string name) =>
        [$"CREATE DATABASE {Quote(name)}", $"REVOKE CONNECT ON DATABASE {Quote(name)} FROM PUBLIC"];

    public override string LimitToOne(string user) => $"ALTER ROLE {Quote(user)} CONNECTION LIMIT 1";

    public override string Lock(string user) => $"ALTER ROLE {Quote(user)} NOLOGIN";

    public override string Expire(string user) => $"ALTER ROLE {Quote(user)} VALID UNTIL '2020-01-01'";

    public override Task KeepOutAsync(DatabaseServer server, DbConnection administrator) =>
        ChangeRulesAsync(administrator, _ => "host all all 192.0.2.77/32 scram-sha-256\n");

    public override IEnumerable<string> Drop(Account account) => [$"DROP OWNED BY {Quote(account.User)} CASCADE", $"DROP ROLE {Quote(account.User)}"];

    public override string GrantAll(string database, string user) => $"GRANT ALL ON DATABASE {Quote(database)} TO {Quote(user)}";

    public override string ChangePassword(string user, string password) => $"ALTER ROLE {Quote(user)} PASSWORD {Literal(password)}";

    public override string? AddPassword(string user, string current, string added) => null;

    public override string CountSessions(string user) => $"SELECT count(*) FROM pg_stat_activity WHERE usename = {Literal(user)}";

    public override Task KillSessionsAsync(DbConnection administrator, string user) =>
        administrator.RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = {Literal(user)}");

    public override async Task<bool> IsEncryptedAsync(DbConnection connection) =>
        await connection.RunAsync("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") is true;

    public override Task ClearPoolAsync(DbConnection connection)
    {
        NpgsqlConnection.ClearPool((NpgsqlConnection)connection);
        return Task.CompletedTask;
    }

    public override string DatabaseOf(Account account) => "postgres";

    public override string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    protected override string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Rewrites pg_hba.conf, and waits until it is in force.</summary>
    internal static async Task ChangeRulesAsync(DbConnection administrator, Func<string, string> change)
    {
        string file = (string)(await administrator.RunAsync("SHOW hba_file"))!;
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file)));
        object before = (await administrator.RunAsync("SELECT pg_conf_load_time()"))!;
        await administrator.RunAsync("SELECT pg_reload_conf()");
        await Wait.UntilAsync(async () => !before.Equals(await administrator.RunAsync("SELECT pg_conf_load_time()")));
    }
}
