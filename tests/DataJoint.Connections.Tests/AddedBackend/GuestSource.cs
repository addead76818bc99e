using System.Data.Common;
using DataJoint.Connections.Drivers;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections.Tests;

internal sealed class GuestSource(SessionContext context) : DriverSource(context)
{
    public override string ConnectionString => "Data Source=:memory:";

    public override DbConnection Create() => new SqliteConnection(ConnectionString);

    public override void Prepare(DbConnection connection) => SessionStart.Run(connection, Context);

    public override ValueTask PrepareAsync(DbConnection connection, CancellationToken cancellationToken) =>
        SessionStart.RunAsync(connection, Context, cancellationToken);

    public override void Dispose()
    {
    }
}
