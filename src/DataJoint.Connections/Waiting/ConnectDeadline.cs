using System.Diagnostics;

namespace DataJoint.Connections.Waiting;

/// <summary>When one opening must be over: turns, attempts, handshake, init function, tests of what sat idle and diagnosis together.</summary>
internal readonly struct ConnectDeadline
{
    /// <summary>The drivers' own limit comes first: they know better why.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly long _begin;
    private readonly TimeSpan _limit;

    private ConnectDeadline(TimeSpan limit) => (_begin, _limit) = (Stopwatch.GetTimestamp(), limit);

    /// <summary>How long it has lasted.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begin);

    /// <summary>What is left; never negative.</summary>
    public TimeSpan Remaining => Later(_limit + Grace - Elapsed);

    /// <summary>What is left for a test of an open connection, so that there is time for another one after it.</summary>
    public TimeSpan RemainingForTest => Later(TimeSpan.FromTicks(_limit.Ticks / 2) - Elapsed);

    public static ConnectDeadline Start(TimeSpan limit) => new(limit);

    /// <summary>Waits until something ends or the time is over.</summary>
    /// <exception cref="ConnectTimeoutException">It is over.</exception>
    public Task WaitAsync(Task task, CancellationToken cancellationToken) => WaitAsync(task, Remaining, cancellationToken);

    /// <summary>The same, with another limit.</summary>
    public static async Task WaitAsync(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        CancellationToken over = DeadlineClock.After(limit);
        try
        {
            if (cancellationToken.CanBeCanceled)
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(over, cancellationToken);
                await task.WaitAsync(both.Token).ConfigureAwait(false);
            }
            else
            {
                await task.WaitAsync(over).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!task.IsCanceled)
        {
            // Also when it ended at that very moment.
            cancellationToken.ThrowIfCancellationRequested();
            throw new ConnectTimeoutException();
        }
        catch (OperationCanceledException) when (!task.IsCanceled)
        {
            // It ended just when the time was over.
            await task.ConfigureAwait(false);
        }
    }

    private static TimeSpan Later(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
