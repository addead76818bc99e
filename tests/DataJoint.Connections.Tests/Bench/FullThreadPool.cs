using System.Data.Common;
using System.Runtime.ExceptionServices;

namespace DataJoint.Connections.Tests;

/// <summary>So many pieces of work wait in the pool's queue, which gets a thread or two a second, that one more would have its turn after minutes only.</summary>
internal sealed class FullThreadPool : IDisposable
{
    private const int Pieces = 1000;

    private readonly ManualResetEventSlim _end = new();
    private readonly CountdownEvent _over = new(Pieces);

    public FullThreadPool()
    {
        for (int i = 0; i < Pieces; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    _end.Wait();
                    _over.Signal();
                },
                null);
        }
    }

    /// <summary>Runs something while the pool is full, on a thread of its own, which is waited for on this one: the clocks of .NET need the pool, too.</summary>
    public static void Run(Action action)
    {
        Exception? problem = null;
        Thread thread = new(() =>
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                problem = error;
            }
        })
        { IsBackground = true };
        using (new FullThreadPool())
        {
            thread.Start();
            thread.Join(Wait.Limit).ShouldBeTrue("it waits for a thread of the pool");
        }

        if (problem is not null)
        {
            ExceptionDispatchInfo.Throw(problem);
        }
    }

    /// <summary>What is told of a server that refuses, though .NET may leave its word to the pool.</summary>
    /// <remarks>
    /// Npgsql connects with a socket that does not block, and from then on .NET only emulates calls that do. When the server's word comes after such a call has
    /// looked for it and before the call is known to wait, .NET hands it to the pool (HandleSyncEventsSpeculatively of System.Net.Sockets). With a full
    /// pool that opening ends when its time is over, which is all that can be promised; the next one is told, or finds the pool
    /// full of openings that have not ended yet.
    /// </remarks>
    public static ConnectionException RefusalOf(Func<DbConnection> open)
    {
        while (true)
        {
            ConnectionException told = Should.Throw<ConnectionException>(() => open().Dispose());
            if (told.Diagnostic.Id is not ("DJ3013" or "DJ3032"))
            {
                return told;
            }
        }
    }

    public void Dispose()
    {
        _end.Set();
        _over.Wait();
        _end.Dispose();
        _over.Dispose();
    }
}
