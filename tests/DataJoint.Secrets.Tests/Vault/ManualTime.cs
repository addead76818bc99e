namespace DataJoint.Secrets.Tests;

/// <summary>A clock with timers that a test advances.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private readonly List<(TimeSpan Wait, TaskCompletionSource Seen)> _watched = [];
    private DateTimeOffset _now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, () => callback(state));
        lock (_lock)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock by a time as soon as somebody waits for that long.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _watched.Add((wait, seen));
            if (_timers.Any(timer => timer.Wait == wait))
            {
                seen.TrySetResult();
            }
        }

        await seen.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        Advance(wait);
    }

    /// <summary>Moves the clock, and calls the timers whose time has come.</summary>
    public void Advance(TimeSpan by)
    {
        Timer[] due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
        }

        foreach (Timer timer in due)
        {
            timer.Fire();
        }
    }

    private void Watch(TimeSpan wait)
    {
        foreach ((TimeSpan _, TaskCompletionSource seen) in _watched.Where(one => one.Wait == wait))
        {
            seen.TrySetResult();
        }
    }

    private sealed class Timer(ManualTime time, Action callback) : ITimer
    {
        /// <summary>The longest time that the system's timers take.</summary>
        private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        /// <summary>How long it was set for; null when it is not.</summary>
        public TimeSpan? Wait { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, Longest);
            lock (time._lock)
            {
                Wait = dueTime == Timeout.InfiniteTimeSpan ? null : dueTime;
                Due = Wait is null ? DateTimeOffset.MaxValue : time._now + dueTime;
                time.Watch(dueTime);
            }

            return true;
        }

        public void Fire()
        {
            Dispose();
            callback();
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                Wait = null;
                Due = DateTimeOffset.MaxValue;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
