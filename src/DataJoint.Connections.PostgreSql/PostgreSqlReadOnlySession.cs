using System.Data.Common;
using DataJoint.Connections.Drivers;
using Npgsql;

namespace DataJoint.Connections.PostgreSql;

/// <summary>Read-only sessions of PostgreSQL.</summary>
internal sealed class PostgreSqlReadOnlySession : ReadOnlySession
{
    protected override string StateQuery => "SELECT name, setting FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'";

    protected override string TransactionStatement => "BEGIN READ ONLY";

    public override ValueTask BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", cancellationToken);

    /// <summary>The driver cuts a command into statements, but not what stands in a batch: there the server refuses several.</summary>
    public override async Task<string> PrepareAsync(DbConnection connection, string text, CancellationToken cancellationToken)
    {
        NpgsqlBatch batch = new((NpgsqlConnection)connection) { BatchCommands = { new NpgsqlBatchCommand(text) } };
        await using (batch.ConfigureAwait(false))
        {
            await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        return text;
    }

    public override bool IsRefusal(DbException error) => error.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
}
