using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Settings;

namespace DataJoint.Checks.Database;

/// <summary>Something about a database server, told by the connection that <see cref="DatabaseCheck"/> opens.</summary>
internal abstract class ServerCheck : ICheck
{
    public abstract string Id { get; }

    public abstract string Name { get; }

    /// <summary>What a server tells beyond that it can be reached is looked at only where one is configured and may be contacted.</summary>
    public bool AppliesTo(CheckContext context) =>
        context.Contact != ServerContact.None && context.DescribesDatabase
        && context.Snapshot.Database.Backend != "sqlite" && ServerCredentials.HasUser(context.Snapshot.Database);

    public async Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            DatabaseFindings found = await DatabaseInspection.FindAsync(context, cancellationToken).ConfigureAwait(false);
            return found.Report is null ? CheckOutcome.Skip("not known: the database cannot be opened") : Judge(context.Snapshot, found.Report, found.Warnings);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckOutcome.Skip("not known: the database does not answer");
        }
    }

    /// <summary>Judges what the server tells.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="report">What it tells.</param>
    /// <param name="warnings">What was worth a warning when the connection was opened.</param>
    protected abstract CheckOutcome Judge(ConfigurationSnapshot snapshot, ServerReport report, IReadOnlyList<Diagnostic> warnings);
}
