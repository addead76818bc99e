using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>Opens, and lets the caller go at once who gives up: the drivers notice that only between the packets of a login, or when their own time is over.</summary>
internal static class PatientOpening
{
    /// <summary>Opens; closes the connection when that fails or the caller gives up.</summary>
    internal static Task RunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        Task opening = Begin(connection, cancellationToken);
        return opening.IsCompletedSuccessfully ? opening : WaitAsync(connection, opening, cancellationToken);
    }

    /// <summary>Begins to open; closes the connection when the driver refuses even that.</summary>
    internal static Task Begin(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return connection.OpenAsync(cancellationToken);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Closes a connection that is not wanted any more: now, or as soon as the driver's opening (or look at it) has ended; nobody waits for that.
    /// Whoever calls this must not touch the connection again, or two would close it at once, which the drivers do not bear.
    /// </summary>
    internal static void LetGo(DbConnection connection, Task opening) => _ = opening.ContinueWith(
        static (ended, abandoned) =>
        {
            _ = ended.Exception;
            ((DbConnection)abandoned!).Dispose();
        },
        connection, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static async Task WaitAsync(DbConnection connection, Task opening, CancellationToken cancellationToken)
    {
        try
        {
            await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            LetGo(connection, opening);
            throw;
        }
    }
}
