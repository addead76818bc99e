using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections;

/// <summary>Embedded databases, by Microsoft.Data.Sqlite.</summary>
internal sealed class SqliteDriver : DatabaseDriver
{
    internal static readonly SqliteDriver Instance = new();

    /// <summary>How long each statement of an opening waits for another program that holds the file, in seconds.</summary>
    private const int LockPatience = 3;

    /// <summary>Reads the file's header, which opening alone does not do, and changes nothing.</summary>
    internal override string PingStatement => "PRAGMA schema_version";

    internal override bool HandsOutUntested => false;

    internal override DbDataSource CreateSource(Generation generation, SourceMode mode)
    {
        // Without the pool, closing closes the file, and nothing is kept that a reset or a deletion would have to know of.
        SqliteConnectionStringBuilder settings = new() { DataSource = generation.Target.Name, Pooling = mode.IsPooled, ForeignKeys = true };
        if (mode.IsReadOnly)
        {
            // Nor is a journal played back that somebody left beside the file: it may name files that are then removed.
            settings.Mode = SqliteOpenMode.ReadOnly;
        }

        return new SqliteSource(settings.ConnectionString);
    }

    internal override DbConnection Create(Generation generation)
    {
        SqliteFile.CheckKinds(generation);
        return base.Create(generation);
    }

    internal override void Prepare(DbConnection connection, Generation generation) => Prepare((SqliteConnection)connection, generation, CancellationToken.None);

    /// <summary>SQLite has no asynchronous calls, so a thread waits for the file: not one of the pool's, which may all be taken.</summary>
    internal override ValueTask PrepareAsync(DbConnection connection, Generation generation, CancellationToken cancellationToken) =>
        new(BlockingWork.Run(() => Prepare((SqliteConnection)connection, generation, cancellationToken)));

    internal override Liveness Look(DbConnection connection) => Liveness.Alive;

    internal override bool IsLoss(Exception error) => false;

    internal override Remedy RemedyFor(Exception error, Generation generation) => Remedy.None;

    internal override Fault Explain(Exception error, Generation generation) => new SqliteFaults(generation.Target.Name!).Explain(error);

    private void Prepare(SqliteConnection connection, Generation generation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int usual = connection.DefaultTimeout;
        connection.DefaultTimeout = LockPatience;
        using SqliteWatch watch = new(connection, generation.ConnectTimeout, cancellationToken);
        try
        {
            Begin(connection, generation);
        }
        catch (Exception error) when (watch.HasEnded && error is (DbException or InitFunctionException))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ConnectTimeoutException();
        }

        connection.DefaultTimeout = usual;
    }

    private void Begin(SqliteConnection connection, Generation generation)
    {
        if (generation.IsReadOnly)
        {
            // Before the file is read for the first time.
            SqliteGuard.Set(connection);
        }

        using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = PingStatement;
            command.ExecuteNonQuery();
        }

        SessionStart.Run(connection, generation);
    }
}
