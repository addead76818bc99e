using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataJoint.Connections.Sqlite;

/// <summary>
/// Ends what a connection does while it is opened, when that takes too long or is given up. SQLite asks by itself every now and then; a wait for another
/// program's lock has a limit of its own.
/// </summary>
internal sealed class SqliteWatch : IDisposable
{
    // https://sqlite.org/c3ref/progress_handler.html: so many steps of its machine take far less than a millisecond.
    private const int Steps = 10_000;

    private readonly SqliteConnection _connection;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancellationToken;
    private readonly long _begin = Stopwatch.GetTimestamp();

    public SqliteWatch(SqliteConnection connection, TimeSpan limit, CancellationToken cancellationToken)
    {
        (_connection, _limit, _cancellationToken) = (connection, limit, cancellationToken);
        raw.sqlite3_progress_handler(connection.Handle, Steps, _ => MustEnd() ? 1 : 0, null);
    }

    /// <summary>Whether it has ended something.</summary>
    public bool HasEnded { get; private set; }

    public void Dispose() => raw.sqlite3_progress_handler(_connection.Handle, 0, null, null);

    private bool MustEnd() => HasEnded |= _cancellationToken.IsCancellationRequested || Stopwatch.GetElapsedTime(_begin) > _limit;
}
