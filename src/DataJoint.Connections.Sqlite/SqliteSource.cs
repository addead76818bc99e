using System.Data.Common;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Waiting;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections.Sqlite;

/// <summary>The connections to one file.</summary>
internal sealed class SqliteSource : DriverSource
{
    /// <summary>How long each statement of an opening waits for another program that holds the file, in seconds.</summary>
    private const int LockTimeout = 3;

    private readonly TimeSpan _connectTimeout;

    public SqliteSource(SessionContext context, SourceMode mode)
        : base(context)
    {
        _connectTimeout = mode.ConnectTimeout;

        // Without the pool, closing closes the file, and nothing is kept that a reset or a deletion would have to know of.
        SqliteConnectionStringBuilder settings = new() { DataSource = context.Target.Name, Pooling = mode.IsPooled, ForeignKeys = true };
        if (mode.IsReadOnly)
        {
            // Nor is a journal played back that somebody left beside the file: it may name files that are then removed.
            settings.Mode = SqliteOpenMode.ReadOnly;
        }

        ConnectionString = settings.ConnectionString;
    }

    public override string ConnectionString { get; }

    public override DbConnection Create()
    {
        SqliteFile.CheckKinds(Context);
        return new SqliteConnection(ConnectionString);
    }

    public override void Prepare(DbConnection connection) => Prepare((SqliteConnection)connection, CancellationToken.None);

    /// <summary>SQLite has no asynchronous calls, so a thread waits for the file: not one of the pool's, which may all be taken.</summary>
    public override ValueTask PrepareAsync(DbConnection connection, CancellationToken cancellationToken) =>
        new(BlockingWork.Run(() => Prepare((SqliteConnection)connection, cancellationToken)));

    public override void Dispose()
    {
        using SqliteConnection any = new(ConnectionString);
        SqliteConnection.ClearPool(any);
    }

    private void Prepare(SqliteConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int usual = connection.DefaultTimeout;
        connection.DefaultTimeout = LockTimeout;
        using SqliteWatch watch = new(connection, _connectTimeout, cancellationToken);
        try
        {
            Begin(connection);
        }
        catch (Exception error) when (watch.HasEnded && error is (DbException or InitFunctionException))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ConnectTimeoutException();
        }

        connection.DefaultTimeout = usual;
    }

    private void Begin(SqliteConnection connection)
    {
        SqliteGuard.DisablePointers(connection);
        if (Context.IsReadOnly)
        {
            // Before the file is read for the first time.
            SqliteGuard.Set(connection);
        }

        using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = SqliteDriver.Ping;
            command.ExecuteNonQuery();
        }

        SessionStart.Run(connection, Context);
    }
}
