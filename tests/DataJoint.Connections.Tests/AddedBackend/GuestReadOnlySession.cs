using System.Data.Common;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.Tests;

internal sealed class GuestReadOnlySession : ReadOnlySession
{
    protected override string StateQuery => "SELECT 'query_only', CASE query_only WHEN 1 THEN 'on' END FROM pragma_query_only";

    protected override string? TransactionStatement => null;

    public override ValueTask BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, "PRAGMA query_only = ON", cancellationToken);

    public override bool IsRefusal(DbException error) => error.Message.Contains("readonly", StringComparison.Ordinal);
}
