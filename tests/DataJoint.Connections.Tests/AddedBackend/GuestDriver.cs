using System.Data.Common;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Tests;

/// <summary>All that a backend has to bring. This one keeps everything in memory.</summary>
internal sealed class GuestDriver : DatabaseDriver
{
    internal override string Backend => "guest";

    internal override bool IsEmbedded => true;

    internal override string PingStatement => "SELECT 1";

    internal override ReadOnlySession ReadOnly { get; } = new GuestReadOnlySession();

    internal override DriverSource CreateSource(SessionContext context, SourceMode mode) => new GuestSource(context);

    internal override Liveness Look(DbConnection connection) => Liveness.Alive;

    internal override bool IsLoss(Exception error) => false;

    internal override Remedy RemedyFor(Exception error, SessionContext context) => Remedy.None;

    internal override Fault Explain(Exception error, SessionContext context) => CommonFaults.Vague(context.Target, context.Words(error.Message));

    internal override Task<ServerReport> ReportAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken) =>
        Task.FromResult(new ServerReport { Product = "Guest 1", Latency = TimeSpan.Zero });
}
