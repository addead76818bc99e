using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections;

/// <summary>The data source that Microsoft.Data.Sqlite does not bring.</summary>
internal sealed class SqliteSource(string connectionString) : DbDataSource
{
    public override string ConnectionString { get; } = connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            using SqliteConnection any = new(ConnectionString);
            SqliteConnection.ClearPool(any);
        }

        base.Dispose(disposing);
    }
}
