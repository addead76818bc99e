using System.Data.Common;
using DataJoint.Servers;
using MySqlConnector;
using Npgsql;

namespace DataJoint.Cli.Tests;

/// <summary>The servers that the tests of djc share, by name: MariaDB, MySQL and PostgreSQL, each with and without TLS.</summary>
internal static class TestServer
{
    public const string MariaDb = "MariaDB";
    public const string MySql = "MySQL";
    public const string PostgreSql = "PostgreSQL";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Task<DatabaseServer>> Encrypted = [];

    /// <summary>The value of <c>database.backend</c>.</summary>
    public static string BackendOf(string product) => product == PostgreSql ? "postgresql" : "mysql";

    /// <summary>Without TLS.</summary>
    public static async Task<DatabaseServer> PlainAsync(string product) => product switch
    {
        MariaDb => await MariaDbServer.SharedAsync(),
        MySql => await MySqlServer.SharedAsync(),
        _ => await PostgreSqlServer.SharedAsync(),
    };

    /// <summary>With TLS and a certificate for localhost; ends with this process.</summary>
    public static Task<DatabaseServer> EncryptedAsync(string product)
    {
        lock (Gate)
        {
            return Encrypted.TryGetValue(product, out Task<DatabaseServer>? server) ? server : Encrypted[product] = Task.Run(() => StartAsync(product));
        }
    }

    /// <summary>Runs statements as administrator.</summary>
    public static async Task AdministerAsync(DatabaseServer server, params string[] statements)
    {
        await using DbConnection connection = Connect(server);
        await connection.OpenAsync();
        foreach (string statement in statements)
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<DatabaseServer> StartAsync(string product)
    {
        DatabaseOptions options = new() { Certificate = Certificates.Shared.Valid };
        return product switch
        {
            MariaDb => await MariaDbServer.StartAsync(options),
            MySql => await MySqlServer.StartAsync(options),
            _ => await PostgreSqlServer.StartAsync(options),
        };
    }

    private static DbConnection Connect(DatabaseServer server) => server is PostgreSqlServer
        ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Username = server.User,
            Password = server.Password,
            Database = "postgres",
            Pooling = false,
            Timeout = 180,
            CommandTimeout = 180,
        }.ConnectionString)
        : new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = server.Host,
            Port = (uint)server.Port,
            UserID = server.User,
            Password = server.Password,
            Pooling = false,
            AllowPublicKeyRetrieval = true,
            ConnectionTimeout = 180,
            DefaultCommandTimeout = 180,
        }.ConnectionString);
}
