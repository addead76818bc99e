using System.Data.Common;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Tests;

/// <summary>All that a backend has to bring. This one keeps everything in memory.</summary>
internal sealed class GuestDriver : DatabaseDriver
{
    public override string Backend => "guest";

    public override bool IsEmbedded => true;

    public override string PingStatement => "SELECT 1";

    public override ReadOnlySession ReadOnly { get; } = new GuestReadOnlySession();

    public override DriverSource CreateSource(SessionContext context, SourceMode mode) => new GuestSource(context);

    public override Liveness Validate(DbConnection connection) => Liveness.Alive;

    public override bool IsLoss(Exception error) => false;

    public override Remedy RemedyFor(Exception error, SessionContext context) => Remedy.None;

    public override Fault Explain(Exception error, SessionContext context) => CommonFaults.Vague(context.Target, context.Words(error.Message));

    public override Task<ServerReport> ReportAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken) =>
        Task.FromResult(new ServerReport { Product = "Guest 1", Latency = TimeSpan.Zero });
}
