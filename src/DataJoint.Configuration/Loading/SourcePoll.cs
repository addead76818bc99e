namespace DataJoint.Configuration.Loading;

/// <summary>Looks at the sources, and reads them when they have changed and stay the same.</summary>
/// <remarks>
/// What changes within the granularity of the file system's clock (2 seconds on FAT) and keeps its size cannot be seen from outside. So what has been read is
/// read once more when that time is over.
/// </remarks>
internal sealed class SourcePoll
{
    private static readonly TimeSpan Granularity = TimeSpan.FromSeconds(2);

    private readonly DataJointConfig _config;
    private readonly ConfigurationOptions _options;
    private readonly WatchOptions _watch;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);
    private SourceState _loaded;
    private SourceState _read;
    private SourceState? _pending;
    private long _readAt;
    private long _changedAt;
    private bool _isSure;

    public SourcePoll(DataJointConfig config, ConfigurationOptions options, WatchOptions watch)
    {
        _config = config;
        _options = options;
        _watch = watch;
        _time = watch.TimeProvider;
        _read = _loaded = config.Sources;
        _readAt = _time.GetTimestamp();
        Reported = config.SharedSnapshot;
    }

    /// <summary>How long until the next look when nothing happens; a change is noticed, and settled, within the interval.</summary>
    public TimeSpan UsualWait => _watch.Interval - _watch.SettleTime;

    /// <summary>What was read last, rightly or not.</summary>
    public SourceState Sources => _read;

    /// <summary>The snapshot that was reported last.</summary>
    public ConfigurationSnapshot Reported { get; private set; }

    /// <summary>What is wrong with the sources now; empty when nothing is.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; private set; } = [];

    /// <summary>Looks, and reads if need be.</summary>
    /// <returns>How long to wait before the next look.</returns>
    public TimeSpan Look()
    {
        NoticeLoads();
        SourceState now = _read.TakeAgain(_options);
        bool hasChanged = !now.Matches(_read);
        if (!hasChanged)
        {
            _pending = null;
        }
        else if (!HasSettled(now))
        {
            return _watch.SettleTime;
        }

        bool isConfirmation = !hasChanged && !_isSure && _time.GetElapsedTime(_readAt) >= Granularity;
        if (hasChanged || isConfirmation || ListEnded().Count > 0)
        {
            return Read(isConfirmation) ? UsualWait : _watch.SettleTime;
        }

        return UsualWait;
    }

    /// <summary>What has changed since it was asked last, if anything; the next question is about what comes after.</summary>
    public ConfigurationChange? TakeChange()
    {
        ConfigurationSnapshot newest = _config.SharedSnapshot;
        if (ReferenceEquals(newest, Reported))
        {
            return null;
        }

        IReadOnlyList<KeyValuePair<string, DateTimeOffset>> ended = ListEnded();
        foreach (KeyValuePair<string, DateTimeOffset> term in ended)
        {
            _told[term.Key] = term.Value;
        }

        var change = ConfigurationChange.Find(Reported, newest, [.. ended.Select(static term => term.Key)]);
        Reported = newest;
        return change;
    }

    /// <summary>The references whose text is no longer good, and since when, of which this watch has not told.</summary>
    private IReadOnlyList<KeyValuePair<string, DateTimeOffset>> ListEnded() =>
        [.. _config.Terms.ListEnded(_time.GetUtcNow()).Where(term => !_told.TryGetValue(term.Key, out DateTimeOffset end) || end != term.Value)];

    /// <summary>Somebody else has loaded meanwhile.</summary>
    private void NoticeLoads()
    {
        if (!ReferenceEquals(_loaded, _config.Sources))
        {
            Take(_loaded = _config.Sources, isSure: false);
            Problems = [];
        }
    }

    /// <summary>Whether it has been like this for long enough, or changing for too long.</summary>
    private bool HasSettled(SourceState now)
    {
        if (now.Matches(_pending) || (_pending is not null && _time.GetElapsedTime(_changedAt) >= _watch.Interval))
        {
            return true;
        }

        _changedAt = _pending is null ? _time.GetTimestamp() : _changedAt;
        _pending = now;
        return false;
    }

    /// <returns>False when something changed meanwhile.</returns>
    private bool Read(bool isConfirmation)
    {
        LoadAttempt? attempt = _config.TryReload();
        if (attempt is null)
        {
            return false;
        }

        _loaded = _config.Sources;
        Problems = attempt.Failure?.Diagnostics ?? [];
        Take(attempt.Sources, isConfirmation);
        return true;
    }

    private void Take(SourceState read, bool isSure)
    {
        _read = read;
        _isSure = isSure;
        _readAt = _time.GetTimestamp();
        _pending = null;
    }
}
