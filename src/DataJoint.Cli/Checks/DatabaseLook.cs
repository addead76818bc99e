using DataJoint.Connections;
using DataJoint.Connections.Drivers;

namespace DataJoint.Cli;

/// <summary>One look at the database, which several checks judge. No statement of the project is run in it.</summary>
internal sealed class DatabaseLook
{
    private readonly CheckSubject _subject;
    private readonly object _gate = new();
    private Task<DatabaseFindings>? _looking;

    internal DatabaseLook(CheckSubject subject) => _subject = subject;

    /// <summary>What was found; whoever asks first looks.</summary>
    internal Task<DatabaseFindings> FindAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _looking ??= LookAsync(cancellationToken);
        }
    }

    private async Task<DatabaseFindings> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using Connection connection = await _subject.Snapshot.ConnectForLookingAsync(cancellationToken);
            ServerReport report = await ServerInspection.ReadAsync(connection, () => _subject.Surroundings.Now, cancellationToken);
            return new DatabaseFindings(report, connection.Warnings, null);
        }
        catch (ConnectionException refused)
        {
            return new DatabaseFindings(null, [], refused);
        }
    }
}
