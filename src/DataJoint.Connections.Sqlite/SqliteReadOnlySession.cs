using System.Data.Common;
using DataJoint.Connections.Drivers;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections.Sqlite;

/// <summary>Read-only sessions of SQLite.</summary>
internal sealed class SqliteReadOnlySession : ReadOnlySession
{
    private const int ReadOnly = 8; // https://sqlite.org/rescode.html#readonly

    protected override string StateQuery => "SELECT 'query_only', CASE query_only WHEN 1 THEN 'on' END FROM pragma_query_only";

    protected override string? TransactionStatement => null;

    public override ValueTask BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        SqliteGuard.Set((SqliteConnection)connection);
        return default;
    }

    public override bool IsRefusal(DbException error) => error is SqliteException { SqliteErrorCode: ReadOnly };
}
