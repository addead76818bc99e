using System.Data.Common;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Sqlite;

/// <summary>Embedded databases, by Microsoft.Data.Sqlite.</summary>
internal sealed class SqliteDriver : DatabaseDriver
{
    /// <summary>Reads the file's header, which opening alone does not do, and changes nothing.</summary>
    internal const string Ping = "PRAGMA schema_version";

    internal override string Backend => "sqlite";

    internal override bool IsEmbedded => true;

    internal override string PingStatement => Ping;

    internal override ReadOnlySession ReadOnly { get; } = new SqliteReadOnlySession();

    internal override DriverSource CreateSource(SessionContext context, SourceMode mode) => new SqliteSource(context, mode);

    internal override Liveness Look(DbConnection connection) => Liveness.Alive;

    internal override bool IsLoss(Exception error) => false;

    internal override Remedy RemedyFor(Exception error, SessionContext context) => Remedy.None;

    internal override Fault Explain(Exception error, SessionContext context) => new SqliteFaults(context.Target.Name!).Explain(error);

    internal override Task<ServerReport> ReportAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken) =>
        Task.FromResult(new ServerReport { Product = "SQLite " + connection.ServerVersion, Latency = TimeSpan.Zero });
}
