using System.Data.Common;
using DataJoint.Connections.Drivers;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections.Sqlite;

/// <summary>The connections to one file.</summary>
internal sealed class SqliteSource : DriverSource
{
    /// <summary>How long opening waits for another program that holds the file, in seconds.</summary>
    private const int LockTimeout = 3;

    internal SqliteSource(SessionContext context, SourceMode mode)
        : base(context)
    {
        // Without the pool, closing closes the file, and nothing is kept that a reset or a deletion would have to know of.
        SqliteConnectionStringBuilder settings = new() { DataSource = context.Target.Name, Pooling = mode.IsPooled, ForeignKeys = true };
        if (mode.IsReadOnly)
        {
            // Nor is a journal played back that somebody left beside the file: it may name files that are then removed.
            settings.Mode = SqliteOpenMode.ReadOnly;
        }

        ConnectionString = settings.ConnectionString;
    }

    internal override string ConnectionString { get; }

    internal override DbConnection Create()
    {
        SqliteFile.CheckKinds(Context);
        return new SqliteConnection(ConnectionString);
    }

    internal override void Prepare(DbConnection connection)
    {
        if (Context.IsReadOnly)
        {
            // Before the file is read for the first time.
            SqliteGuard.Set((SqliteConnection)connection);
        }

        using (DbCommand command = connection.CreateCommand())
        {
            command.CommandText = SqliteDriver.Ping;
            command.CommandTimeout = LockTimeout;
            command.ExecuteNonQuery();
        }

        SessionStart.Run(connection, Context);
    }

    /// <summary>SQLite has no asynchronous calls, so a thread of the pool waits for the file.</summary>
    internal override ValueTask PrepareAsync(DbConnection connection, CancellationToken cancellationToken) =>
        new(Task.Run(() => Prepare(connection), cancellationToken));

    public override void Dispose()
    {
        using SqliteConnection any = new(ConnectionString);
        SqliteConnection.ClearPool(any);
    }
}
