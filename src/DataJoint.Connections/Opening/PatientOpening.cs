using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>Opens, and lets the caller go at once who gives up: the drivers notice that only between the packets of a login, or when their own time is over.</summary>
internal static class PatientOpening
{
    internal static Task RunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        Task opening = connection.OpenAsync(cancellationToken);
        return opening.IsCompleted || !cancellationToken.CanBeCanceled ? opening : WaitAsync(connection, opening, cancellationToken);
    }

    /// <summary>Closes what the driver still opens, as soon as it can be closed. Nobody waits for that.</summary>
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
        finally
        {
            if (!opening.IsCompleted)
            {
                LetGo(connection, opening);
            }
        }
    }
}
