using System.Diagnostics.CodeAnalysis;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary>When a role's lease is renewed: when two thirds of its time are over, and after a failure less and less often, until it ends.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its role, which is usually the process.")]
internal sealed class RenewalSchedule
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    /// <summary>Timers take no more than 49 days.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DatabaseLease? _lease;
    private TimeSpan _retry;

    /// <summary>Prepares; no time runs yet.</summary>
    public RenewalSchedule(TimeProvider time, Action renew)
    {
        _time = time;
        _timer = time.CreateTimer(_ => renew(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>From now on it is about this lease.</summary>
    public void Begin(DatabaseLease lease)
    {
        lock (_lock)
        {
            _lease = lease;
            Set(lease, (lease.Until - _time.GetUtcNow()) * (2.0 / 3));
        }
    }

    /// <summary>It was renewed, unless another one has come in its place.</summary>
    public void Continue(DatabaseLease lease)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_lease, lease))
            {
                Begin(lease);
            }
        }
    }

    /// <summary>Nobody answered: there may be time for another try.</summary>
    public void Retry(DatabaseLease lease)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_lease, lease))
            {
                TimeSpan part = (lease.Until - _time.GetUtcNow()) / 3;
                TimeSpan next = Min(_retry * 2, LongestRetry);
                Set(lease, part > next ? part : next);
                _retry = next;
            }
        }
    }

    private void Set(DatabaseLease lease, TimeSpan wait)
    {
        _retry = Shortest;
        bool isOver = lease.IsEnding || _time.GetUtcNow() >= lease.Until;
        _timer.Change(isOver ? Timeout.InfiniteTimeSpan : Min(wait < Shortest ? Shortest : wait, Longest), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
