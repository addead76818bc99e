using DataJoint.Connections.Drivers;

namespace DataJoint.Cli;

/// <summary>Something about a database server, told by the connection that <see cref="DatabaseCheck"/> opens.</summary>
internal abstract class ServerCheck(DatabaseLook look) : ICheck
{
    public abstract string Id { get; }

    public abstract string Name { get; }

    public async Task<CheckOutcome> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            DatabaseFindings found = await look.FindAsync(cancellationToken);
            return found.Report is ServerReport report ? Judge(report, found) : CheckOutcome.Skip("not known: the database cannot be opened");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckOutcome.Skip("not known: the database does not answer");
        }
    }

    protected abstract CheckOutcome Judge(ServerReport report, DatabaseFindings found);
}
