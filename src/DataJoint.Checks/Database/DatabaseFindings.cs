using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Drivers;

namespace DataJoint.Checks.Database;

/// <summary>What a look at the database found.</summary>
/// <param name="Report">What the server tells; null when it cannot be reached or refuses.</param>
/// <param name="Warnings">What was worth a warning when the connection was opened.</param>
/// <param name="Failure">Why it cannot be used, or null.</param>
internal sealed record DatabaseFindings(ServerReport? Report, IReadOnlyList<Diagnostic> Warnings, ConnectionException? Failure)
{
    /// <summary>To where the connection led, as whom; null when there was none.</summary>
    public string? Address { get; init; }
}
