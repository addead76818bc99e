using System.Data.Common;
using System.Runtime.CompilerServices;
using DataJoint.Connections.DataSources;
using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Opening;

/// <summary>Opens, and lets the caller go when the time is over or he gives up, whatever the driver does then.</summary>
/// <remarks>
/// MySqlConnector's synchronous call has no limit inside the TLS handshake, and Npgsql's asynchronous one no other than its token. So the first has a thread
/// that can be left behind, and the second a token that is cancelled in time.
/// </remarks>
internal static class CancellableOpen
{
    /// <summary>Threads that may hang in a driver at a time; more openings go by the asynchronous call, which can be ended but needs the pool of threads.</summary>
    public static int MaxAbandoned { get; set; } = 4;

    private static int _abandoned;

    /// <summary>Opens by the driver's synchronous call; closes the connection when that fails.</summary>
    public static void Run(DbConnection connection, DataSourceVersion generation, bool expectsPooled, ConnectDeadline deadline)
    {
        if (expectsPooled ? generation.Pool.IsWarm : !generation.Source.MayHang)
        {
            RunHere(connection);
            return;
        }

        Task opening = BlockingWork.Run(() => Open(connection, deadline));
        if (!expectsPooled && !generation.Context.HasOpened)
        {
            ConnectWatchdog.Watch(connection, opening, generation, deadline);
        }

        if (Task.WaitAny([opening], expectsPooled ? deadline.RemainingForTest : deadline.Remaining) < 0)
        {
            Abandon(connection, opening);
            throw expectsPooled ? new PooledSilenceException() : new ConnectTimeoutException();
        }

        Finish(connection, opening);
    }

    /// <summary>The same by the driver's asynchronous call.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask RunAsync(
        DbConnection connection, DataSourceVersion generation, bool expectsPooled, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        if (expectsPooled && generation.Pool.IsWarm && !generation.Driver.NeedsToken)
        {
            await RunHereAsync(connection, cancellationToken).ConfigureAwait(false);
            return;
        }

        CancellationToken over = DeadlineClock.After(expectsPooled ? deadline.RemainingForTest : deadline.Remaining);
        using CancellationTokenSource? both = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(over, cancellationToken) : null;
        CancellationToken end = both?.Token ?? over;
        Task opening = Begin(connection, both is not null || generation.Driver.NeedsToken ? end : CancellationToken.None);
        if (opening.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            if (!expectsPooled && !generation.Context.HasOpened)
            {
                await ConnectWatchdog.WatchAsync(opening, generation, end).ConfigureAwait(false);
            }

            await opening.WaitAsync(end).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            LetGo(connection, opening);
            cancellationToken.ThrowIfCancellationRequested();
            throw expectsPooled ? new PooledSilenceException() : new ConnectTimeoutException();
        }
        catch
        {
            LetGo(connection, opening);
            throw;
        }
    }

    /// <summary>
    /// Closes a connection that is not wanted any more: now, or as soon as the driver's opening (or test of it) has ended; nobody waits for that.
    /// Whoever calls this must not touch the connection again, or two would close it at once, which the drivers do not bear.
    /// </summary>
    public static void LetGo(DbConnection connection, Task opening) => _ = opening.ContinueWith(
        static (ended, abandoned) =>
        {
            _ = ended.Exception;
            ((DbConnection)abandoned!).Dispose();
        },
        connection, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>The same for an opening that holds a thread.</summary>
    public static void Abandon(DbConnection connection, Task opening)
    {
        Interlocked.Increment(ref _abandoned);
        _ = opening.ContinueWith(
            static _ => Interlocked.Decrement(ref _abandoned), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        LetGo(connection, opening);
    }

    private static void Open(DbConnection connection, ConnectDeadline deadline)
    {
        if (Volatile.Read(ref _abandoned) < MaxAbandoned)
        {
            connection.Open();
        }
        else
        {
            OpenByAsynchronousCall(connection, deadline);
        }
    }

    private static void OpenByAsynchronousCall(DbConnection connection, ConnectDeadline deadline)
    {
        try
        {
            connection.OpenAsync(DeadlineClock.After(deadline.Remaining)).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // On a busy machine the token can be faster than whoever waits for this.
            throw new ConnectTimeoutException();
        }
    }

    private static void RunHere(DbConnection connection)
    {
        try
        {
            connection.Open();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask RunHereAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
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

    private static Task Begin(DbConnection connection, CancellationToken cancellationToken)
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
}
