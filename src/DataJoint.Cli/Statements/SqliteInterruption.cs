using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DataJoint.Cli.Statements;

/// <summary>Stops a statement that runs. SQLite's driver has no way of its own.</summary>
internal static class SqliteInterruption
{
    /// <summary>While it is not disposed, a cancellation ends the statement that an SQLite connection runs; to others the driver sees.</summary>
    public static IDisposable Listen(DbConnection connection, CancellationToken cancellationToken) =>
        connection is SqliteConnection { Handle: { } handle }
            ? cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(handle))
            : cancellationToken.Register(static () => { });
}
