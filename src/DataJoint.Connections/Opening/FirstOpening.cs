using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>The first opening of a generation: while the driver waits, somebody looks whether it waits for the wrong kind of server.</summary>
/// <remarks>A client of MySQL waits for the server's greeting, and a PostgreSQL server waits for the client: neither would ever say a word.</remarks>
internal static class FirstOpening
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>By the driver's asynchronous call; closes the connection when that fails or the caller gives up.</summary>
    internal static Task RunAsync(DbConnection connection, Generation generation, CancellationToken cancellationToken) =>
        WatchAsync(connection, token => PatientOpening.Begin(connection, token), generation, Patience, cancellationToken);

    /// <summary>
    /// By the driver's synchronous call; closes the connection when that fails. It has a thread of its own: a socket that was once used asynchronously
    /// is slower by a fifth with synchronous calls ever after (.NET then waits for it by way of its own polling thread). A server that answers soon
    /// costs no thread of the pool.
    /// </summary>
    internal static void Run(DbConnection connection, Generation generation)
    {
        Task opening = Task.Factory.StartNew(connection.Open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (Task.WaitAny([opening], Patience) < 0)
        {
            // A method of its own: where a lambda stands, its variables are objects on the heap, whether it is run or not.
            WatchOn(connection, opening, generation);
            return;
        }

        Finish(connection, opening);
    }

    private static void Finish(DbConnection connection, Task opening)
    {
        try
        {
            opening.GetAwaiter().GetResult();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Where all threads of the pool are taken, the opening may be over before anybody comes to look: then nobody is waited for.</summary>
    private static void WatchOn(DbConnection connection, Task opening, Generation generation)
    {
        int isTaken = 0;
        Task watch = Task.Run(() => Interlocked.Exchange(ref isTaken, 1) == 0
            ? WatchAsync(connection, _ => opening, generation, TimeSpan.Zero, CancellationToken.None)
            : Task.CompletedTask);
        Task.WaitAny(opening, watch);
        if (Interlocked.Exchange(ref isTaken, 1) == 0)
        {
            Finish(connection, opening);
        }
        else
        {
            watch.GetAwaiter().GetResult();
        }
    }

    private static async Task WatchAsync(
        DbConnection connection, Func<CancellationToken, Task> open, Generation generation, TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task opening = open(both.Token);
        try
        {
            if (!opening.IsCompleted && await Task.WhenAny(opening, Task.Delay(patience, both.Token)).ConfigureAwait(false) != opening)
            {
                Fault? fault = await LookAsync(generation.Target, both.Token).ConfigureAwait(false);
                if (fault?.Rule == DatabaseRules.WrongBackend && !opening.IsCompleted)
                {
                    throw fault.ToException(generation, null);
                }
            }

            await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The driver may go on waiting for a greeting until its own time is over; nobody has to wait with it.
            PatientOpening.LetGo(connection, opening);
            throw;
        }
        finally
        {
            await both.CancelAsync().ConfigureAwait(false);
        }
    }

    private static async Task<Fault?> LookAsync(DatabaseTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await ServerProbe.ExplainAsync(target, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
