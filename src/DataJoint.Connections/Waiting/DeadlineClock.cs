using System.Diagnostics;

namespace DataJoint.Connections.Waiting;

/// <summary>
/// Tokens that are cancelled after some time. Those that are due at almost the same time share one, so that an opening costs no timer; and a thread of its own
/// cancels them, since a timer of .NET would wait for the pool of threads, which may be full.
/// </summary>
internal static class DeadlineClock
{
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(200);
    private static readonly Dictionary<long, CancellationTokenSource> Due = [];
    private static bool _isRunning;

    /// <summary>A token that is cancelled after a time, or a fifth of a second later.</summary>
    public static CancellationToken After(TimeSpan time)
    {
        long slot = ((Now() + time).Ticks / Grain.Ticks) + 1;
        lock (Due)
        {
            if (!Due.TryGetValue(slot, out CancellationTokenSource? source))
            {
                Due[slot] = source = new CancellationTokenSource();
                if (!_isRunning)
                {
                    _isRunning = true;
                    new Thread(Run) { IsBackground = true, Name = "DataJoint deadlines" }.UnsafeStart();
                }
            }

            return source.Token;
        }
    }

    private static TimeSpan Now() => Stopwatch.GetElapsedTime(0);

    /// <summary>Goes when nothing is due any more.</summary>
    private static void Run()
    {
        while (true)
        {
            Thread.Sleep(Grain);
            CancellationTokenSource[] over;
            lock (Due)
            {
                long now = Now().Ticks / Grain.Ticks;
                long[] slots = [.. Due.Keys.Where(slot => slot <= now)];
                over = [.. slots.Select(slot => Due[slot])];
                Array.ForEach(slots, slot => Due.Remove(slot));
                if (Due.Count == 0 && over.Length == 0)
                {
                    _isRunning = false;
                    return;
                }
            }

            foreach (CancellationTokenSource source in over)
            {
                // What waits goes on within the call, people's own code too: that must not stop the clock.
                _ = BlockingWork.Run(source.Cancel);
            }
        }
    }
}
