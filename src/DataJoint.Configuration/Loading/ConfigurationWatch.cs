using DataJoint.Configuration.Loading;

namespace DataJoint.Configuration;

/// <summary>A watch of a configuration's sources. Dispose of it to end it: nothing of it is left running then.</summary>
public sealed class ConfigurationWatch : IDisposable, IAsyncDisposable
{
    /// <summary>The watch by which the current flow was called.</summary>
    private static readonly AsyncLocal<ConfigurationWatch?> Caller = new();

    private readonly WatchOptions _options;
    private readonly SourcePoll _poll;
    private readonly FileHints? _hints;
    private readonly ITimer _timer;
    private readonly object _gate = new();
    private IReadOnlyList<Diagnostic> _reported = [];
    private TaskCompletionSource<bool>? _running;
    private long _setAt;
    private TimeSpan _wait;
    private bool _isHinted;
    private bool _isDisposed;

    internal ConfigurationWatch(DataJointConfig config, ConfigurationOptions loading, WatchOptions options)
    {
        _options = options;
        _poll = new SourcePoll(config, loading, options);

        // Overrides of the flow that begins the watch are nothing to those whom it calls.
        bool isSuppressed = ExecutionContext.IsFlowSuppressed();
        AsyncFlowControl? flow = isSuppressed ? null : ExecutionContext.SuppressFlow();
        try
        {
            _timer = options.TimeProvider.CreateTimer(static watch => ((ConfigurationWatch)watch!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _hints = options.UsesFileEvents ? new FileHints(LookSoon) : null;
            _hints?.Watch(_poll.Sources);
        }
        finally
        {
            flow?.Undo();
        }

        SetTimer(_poll.UsualWait);
    }

    /// <summary>What keeps the sources from being read now; empty when nothing does.</summary>
    public IReadOnlyList<Diagnostic> Problems => Volatile.Read(ref _reported);

    /// <summary>Ends the watch and does not wait: an action that has begun may still be running.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
        }

        _hints?.Dispose(); // not under the lock: whoever gives a hint has that of the hints, and asks for this one
    }

    /// <summary>Ends the watch, and waits for an action that is running, unless that is the caller.</summary>
    /// <returns>A task that ends when nothing of the watch is running.</returns>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        Task? running;
        lock (_gate)
        {
            running = ReferenceEquals(Caller.Value, this) ? null : _running?.Task;
        }

        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }
    }

    /// <summary>A look before its time, though not sooner than everything may have settled since the last.</summary>
    private void LookSoon()
    {
        lock (_gate)
        {
            _isHinted |= _running is not null;
            if (!_isDisposed && _running is null && _wait - _options.TimeProvider.GetElapsedTime(_setAt) > _options.SettleTime)
            {
                SetTimer(_options.SettleTime);
            }
        }
    }

    private void SetTimer(TimeSpan wait)
    {
        _wait = wait;
        _setAt = _options.TimeProvider.GetTimestamp();
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One look at a time: the timer is set again when it is over.</summary>
    private void Run()
    {
        TaskCompletionSource<bool> running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_isDisposed || _running is not null)
            {
                return;
            }

            _running = running;
            _isHinted = false;
        }

        TimeSpan wait = _poll.UsualWait;
        try
        {
            wait = _poll.Look();
            Report();
            _hints?.Watch(_poll.Sources);
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
                if (!_isDisposed)
                {
                    SetTimer(_isHinted && wait > _options.SettleTime ? _options.SettleTime : wait);
                }
            }

            running.SetResult(true);
        }
    }

    private void Report()
    {
        IReadOnlyList<Diagnostic> before = _reported;
        IReadOnlyList<Diagnostic> now = _poll.Problems;
        Volatile.Write(ref _reported, now);
        if (now.Count == 0 && before.Count > 0)
        {
            Call(_options.OnRecovered, static told => told());
        }
        else if (now.Count > 0 && !now.Select(Describe).SequenceEqual(before.Select(Describe)))
        {
            Call(_options.OnProblem, told => told(now));
        }

        if (_poll.TakeChange() is ConfigurationChange change)
        {
            Call(_options.OnChanged, told => told(change));
        }
    }

    private void Call<T>(T? told, Action<T> call)
        where T : class
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }
        }

        if (told is not null)
        {
            Caller.Value = this;
            try
            {
                call(told);
            }
            finally
            {
                Caller.Value = null;
            }
        }
    }

    private static string Describe(Diagnostic diagnostic) => diagnostic.ToString();
}
