using System.Data.Common;
using System.Globalization;
using DataJoint.Servers;
using MySqlConnector;

namespace DataJoint.Connections.Tests;

public abstract class MySqlFamilyBackend : Backend
{
    public override string Name => "mysql";

    /// <summary>The table in which the server keeps its accounts.</summary>
    protected abstract string Accounts { get; }

    public override bool TakesEmptyPassword => true;

    public override async Task<string> CertifyAsync(DbConnection administrator)
    {
        await administrator.RunAsync("CREATE USER 'certified' REQUIRE X509");
        return "certified";
    }

    // The server says no more than that access is denied.
    public override string NoClientCertificate => "DJ3008";

    public override string SessionId => "SELECT CONNECTION_ID()";

    public override string Commit => "commit";

    public override string CurrentUser => "SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', 1)";

    public override (string Set, string Query, string Expected) SessionSetting => ("SET @ready = 'yes'", "SELECT @ready", "yes");

    public override IReadOnlyList<string> AtMost(int connections) => [$"--max-connections={connections}"];

    public override IReadOnlyList<string> ListenEverywhere(string socketDirectory) => ["--bind-address=127.0.0.1,::1"];

    public override string SocketOf(DatabaseServer server, string socketDirectory) => server.DataDirectory + "/data/server.sock";

    public override string Sleep(int seconds) => $"SELECT 1 FROM information_schema.schemata WHERE SLEEP({seconds}) = 0";

    public override string Rows(int count) =>
        $"WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT REPEAT('x', 1000) FROM n";

    public override async Task<DbConnection> OpenBareAsync(DatabaseServer server, Account account, string? database = null)
    {
        MySqlConnectionStringBuilder settings = new()
        {
            Server = server.Host,
            Port = (uint)server.Port,
            UserID = account.User,
            Password = account.Password,
            Database = database ?? "",
            Pooling = false,
            SslMode = MySqlSslMode.Preferred,
            AllowPublicKeyRetrieval = true,
            ConnectionTimeout = 180,
            DefaultCommandTimeout = 180,
        };
        MySqlConnection connection = new(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override IEnumerable<string> Make(Account account) =>
    [
        $"CREATE USER {Quote(account.User)} IDENTIFIED BY {Literal(account.Password)}",
        $"CREATE DATABASE {Quote(account.User)}",
        GrantAll(account.User, account.User),
    ];

    /// <summary>The name of the database is a pattern there.</summary>
    public override string GrantAll(string database, string user) =>
        $"GRANT ALL ON {Quote(database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal))}.* TO {Quote(user)}";

    public override string StatementForAdministrators => "SET GLOBAL max_connections = 1000";

    public override IEnumerable<string> MakeClosedDatabase(string name) => [$"CREATE DATABASE {Quote(name)}"];

    public override string LimitToOne(string user) => $"ALTER USER {Quote(user)} WITH MAX_USER_CONNECTIONS 1";

    public override string Lock(string user) => $"ALTER USER {Quote(user)} ACCOUNT LOCK";

    public override string Expire(string user) => $"ALTER USER {Quote(user)} PASSWORD EXPIRE";

    public override async Task KeepOutAsync(DatabaseServer server, DbConnection administrator)
    {
        await administrator.RunAsync($"DELETE FROM {Accounts} WHERE User <> {Literal(server.User)}");
        await administrator.RunAsync($"UPDATE {Accounts} SET Host = '192.0.2.77'");
        await administrator.RunAsync("FLUSH PRIVILEGES");
    }

    public override IEnumerable<string> Drop(Account account) =>
        [$"DROP DATABASE IF EXISTS {Quote(account.User)}", $"DROP USER IF EXISTS {Quote(account.User)}"];

    public override string ChangePassword(string user, string password) => $"ALTER USER {Quote(user)} IDENTIFIED BY {Literal(password)}";

    public override string CountSessions(string user) => $"SELECT COUNT(*) FROM information_schema.processlist WHERE user = {Literal(user)}";

    public override async Task KillSessionsAsync(DbConnection administrator, string user)
    {
        List<long> ids = [];
        await using DbCommand list = administrator.CreateCommand();
        list.CommandText = $"SELECT id FROM information_schema.processlist WHERE user = {Literal(user)}";
        await using (DbDataReader reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                ids.Add(Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture));
            }
        }

        foreach (long id in ids)
        {
            try
            {
                await administrator.RunAsync($"KILL {id}");
            }
            catch (MySqlException gone) when (gone.ErrorCode == MySqlErrorCode.NoSuchThread)
            {
                // It ended by itself.
            }
        }
    }

    public override async Task<bool> IsEncryptedAsync(DbConnection connection)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "SHOW SESSION STATUS LIKE 'Ssl_cipher'";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() && reader.GetString(1).Length > 0;
    }

    public override Task ClearPoolAsync(DbConnection connection) => MySqlConnection.ClearPoolAsync((MySqlConnection)connection);

    public override string DatabaseOf(Account account) => account.User;

    public override string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    protected override string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
