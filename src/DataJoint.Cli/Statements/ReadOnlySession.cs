using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DataJoint.Cli;

/// <summary>Has the database itself see to it that a statement only reads.</summary>
internal static class ReadOnlySession
{
    private const int SqliteReadOnly = 8; // https://sqlite.org/rescode.html#readonly
    private const string PostgreSqlReadOnly = "25006"; // read_only_sql_transaction
    private const int MySqlNoPrepare = 1295; // ER_UNSUPPORTED_PS
    private const int MySqlTooManyPrepared = 1461; // ER_MAX_PREPARED_STMT_COUNT_REACHED
    private const int MySqlReadOnly = 1792; // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION

    /// <summary>Begins. For a connection that is closed afterwards: nothing of what happens in it is committed.</summary>
    internal static async Task BeginAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken)
    {
        // For the session too, so that a statement that ends the transaction gains nothing.
        string[] statements = dialect switch
        {
            SqlDialect.MySql => ["SET SESSION TRANSACTION READ ONLY", "START TRANSACTION READ ONLY"],
            SqlDialect.PostgreSql => ["SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "BEGIN READ ONLY"],
            _ => ["PRAGMA query_only = ON"],
        };
        foreach (string statement in statements)
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Has the server see to it that it is one statement, however the text was read here.</summary>
    /// <returns>What to run in its place.</returns>
    internal static async Task<string> PrepareAsync(DbConnection connection, SqlDialect dialect, string text, CancellationToken cancellationToken)
    {
        if (connection is NpgsqlConnection postgres)
        {
            // The driver cuts a command into statements, but not what stands in a batch: there the server refuses several.
            await using NpgsqlBatch batch = new(postgres) { BatchCommands = { new NpgsqlBatchCommand(text) } };
            await batch.PrepareAsync(cancellationToken);
        }

        if (dialect != SqlDialect.MySql)
        {
            return text;
        }

        // By the server's own PREPARE, which refuses several: that of the driver cuts the text into statements first. As digits, since a text has no safe quotes.
        string[] statements =
        [
            $"SET @djc_statement = CONVERT(0x{Convert.ToHexString(Encoding.UTF8.GetBytes(text))} USING utf8mb4)",
            "PREPARE djc_statement FROM @djc_statement",
        ];
        foreach (string statement in statements)
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return "EXECUTE djc_statement";
    }

    /// <summary>Whether the server cannot prepare the statement, so that it cannot be tried as one that only reads.</summary>
    internal static bool IsUnpreparable(DbException error) => error is MySqlConnector.MySqlException { Number: MySqlNoPrepare or MySqlTooManyPrepared };

    /// <summary>Whether the database refused a statement because it would have written.</summary>
    internal static bool IsRefusal(DbException error) => error switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteReadOnly,
        MySqlConnector.MySqlException mysql => mysql.Number == MySqlReadOnly,
        _ => error.SqlState == PostgreSqlReadOnly,
    };
}
