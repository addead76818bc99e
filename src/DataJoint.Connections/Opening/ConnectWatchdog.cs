using System.Data.Common;
using DataJoint.Connections.DataSources;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Opening;

/// <summary>The first opening of a generation: while the driver waits, somebody looks whether it waits for the wrong kind of server.</summary>
/// <remarks>A client of MySQL waits for the server's greeting, and a PostgreSQL server waits for the client: neither would ever say a word.</remarks>
internal static class ConnectWatchdog
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits on the caller's thread until the opening has ended, the time is over, or the server is known to be of another kind.</summary>
    /// <exception cref="ConnectionException">It is of another kind; the connection is given up.</exception>
    public static void Watch(DbConnection connection, Task opening, DataSourceVersion generation, ConnectDeadline deadline)
    {
        if (Task.WaitAny([opening], Least(Pause, deadline.Remaining)) >= 0)
        {
            return;
        }

        // A method of its own: where a lambda stands, its variables are objects on the heap, whether it is run or not.
        Task<Fault?> probe = Probe(generation);
        Task.WaitAny([opening, probe], deadline.Remaining);
        if (!opening.IsCompleted && probe.IsCompletedSuccessfully && FindWrongBackend(probe.Result) is Fault fault)
        {
            CancellableOpen.Abandon(connection, opening);
            throw fault.ToException(generation.Context, null);
        }
    }

    /// <summary>The same, asynchronously; the caller gives the connection up.</summary>
    /// <exception cref="ConnectionException">It is of another kind.</exception>
    public static async Task WatchAsync(Task opening, DataSourceVersion generation, CancellationToken end)
    {
        // Task.Delay, and CancelAsync to end it, would need a thread of the pool.
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(DeadlineClock.After(Pause), end);
        await opening.WaitAsync(pause.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompleted || end.IsCancellationRequested)
        {
            return;
        }

        Task<Fault?> probe = Probe(generation);
        await Task.WhenAny(opening, probe).WaitAsync(end).ConfigureAwait(false);
        if (!opening.IsCompleted && probe.IsCompletedSuccessfully && FindWrongBackend(await probe.ConfigureAwait(false)) is Fault fault)
        {
            throw fault.ToException(generation.Context, null);
        }
    }

    private static Task<Fault?> Probe(DataSourceVersion generation) => BlockingWork.Run(() => ServerProbe.Explain(generation.Target));

    private static Fault? FindWrongBackend(Fault? fault) => fault?.Rule == DatabaseRules.WrongBackend ? fault : null;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
