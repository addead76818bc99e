using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace DataJoint.Connections;

/// <summary>Has the database itself see to it that a session only reads.</summary>
internal static class ReadOnlySession
{
    private const int SqliteReadOnly = 8; // https://sqlite.org/rescode.html#readonly
    private const string PostgreSqlReadOnly = "25006"; // read_only_sql_transaction
    private const int MySqlNoPrepare = 1295; // ER_UNSUPPORTED_PS
    private const int MySqlTooManyPrepared = 1461; // ER_MAX_PREPARED_STMT_COUNT_REACHED
    private const int MySqlReadOnly = 1792; // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION

    /// <summary>Begins: each transaction from here on only reads, also one that a statement begins by itself.</summary>
    internal static async ValueTask BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is SqliteConnection embedded)
        {
            SqliteGuard.Set(embedded);
            return;
        }

        await ExecuteAsync(
            connection, connection is NpgsqlConnection ? "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY" : "SET SESSION TRANSACTION READ ONLY",
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether it still holds after a statement that may have ended it.</summary>
    internal static async ValueTask<bool> IsInForceAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // The variable has two names, and servers of some years know both.
        string question = connection switch
        {
            SqliteConnection => "SELECT 'query_only', CASE query_only WHEN 1 THEN 'on' END FROM pragma_query_only",
            NpgsqlConnection => "SELECT name, setting FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'",
            _ => "SHOW SESSION VARIABLES WHERE Variable_name IN ('transaction_read_only', 'tx_read_only')",
        };
        List<string?[]> rows = await ServerReport.AskAsync(connection, question, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 && rows.TrueForAll(row => string.Equals(row[1], "on", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Begins the transaction of a statement. For a connection that is closed afterwards: nothing of what happens in it is committed.</summary>
    internal static async ValueTask BeginTransactionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // For the session too, so that a statement that ends the transaction gains nothing.
        await BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        if (connection is not SqliteConnection)
        {
            await ExecuteAsync(
                connection, connection is NpgsqlConnection ? "BEGIN READ ONLY" : "START TRANSACTION READ ONLY", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Has the server see to it that it is one statement, however the text was read here.</summary>
    /// <returns>What to run in its place.</returns>
    internal static async Task<string> PrepareAsync(DbConnection connection, string text, CancellationToken cancellationToken)
    {
        if (connection is NpgsqlConnection postgres)
        {
            // The driver cuts a command into statements, but not what stands in a batch: there the server refuses several.
            NpgsqlBatch batch = new(postgres) { BatchCommands = { new NpgsqlBatchCommand(text) } };
            await using (batch.ConfigureAwait(false))
            {
                await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (connection is not MySqlConnection)
        {
            return text;
        }

        // By the server's own PREPARE, which refuses several: that of the driver cuts the text into statements first. As digits, since a text has no safe quotes.
        await ExecuteAsync(
            connection, $"SET @djc_statement = CONVERT(0x{Convert.ToHexString(Encoding.UTF8.GetBytes(text))} USING utf8mb4)", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "PREPARE djc_statement FROM @djc_statement", cancellationToken).ConfigureAwait(false);
        return "EXECUTE djc_statement";
    }

    /// <summary>Whether the server cannot prepare the statement, so that it cannot be tried as one that only reads.</summary>
    internal static bool IsUnpreparable(DbException error) => error is MySqlException { Number: MySqlNoPrepare or MySqlTooManyPrepared };

    /// <summary>Whether the database refused a statement because it would have written.</summary>
    internal static bool IsRefusal(DbException error) => error switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteReadOnly,
        MySqlException mysql => mysql.Number == MySqlReadOnly,
        _ => error.SqlState == PostgreSqlReadOnly,
    };

    private static async ValueTask ExecuteAsync(DbConnection connection, string statement, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
