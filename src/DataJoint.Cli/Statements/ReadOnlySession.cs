using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DataJoint.Cli;

/// <summary>Has the database itself see to it that a statement only reads.</summary>
internal static class ReadOnlySession
{
    private const int SqliteReadOnly = 8; // https://sqlite.org/rescode.html#readonly
    private const string PostgreSqlReadOnly = "25006"; // read_only_sql_transaction
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

    /// <summary>Whether the database refused a statement because it would have written.</summary>
    internal static bool IsRefusal(DbException error) => error switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteReadOnly,
        MySqlConnector.MySqlException mysql => mysql.Number == MySqlReadOnly,
        _ => error.SqlState == PostgreSqlReadOnly,
    };
}
