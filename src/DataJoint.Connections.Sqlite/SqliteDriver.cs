using System.Data.Common;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Sqlite;

/// <summary>Embedded databases, by Microsoft.Data.Sqlite.</summary>
internal sealed class SqliteDriver : DatabaseDriver
{
    /// <summary>Reads the file's header, which opening alone does not do, and changes nothing.</summary>
    public const string Ping = "PRAGMA schema_version";

    public override string Backend => "sqlite";

    public override bool IsEmbedded => true;

    public override string PingStatement => Ping;

    public override ReadOnlySession ReadOnly { get; } = new SqliteReadOnlySession();

    public override DriverSource CreateSource(SessionContext context, SourceMode mode) => new SqliteSource(context, mode);

    public override Liveness Validate(DbConnection connection) => Liveness.Alive;

    public override bool IsLoss(Exception error) => false;

    public override Remedy RemedyFor(Exception error, SessionContext context) => Remedy.None;

    public override Fault Explain(Exception error, SessionContext context) => new SqliteFaults(context.Target.Name!).Explain(error);

    public override Task<ServerReport> ReportAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken) =>
        Task.FromResult(new ServerReport { Product = "SQLite " + connection.ServerVersion, Latency = TimeSpan.Zero });
}
