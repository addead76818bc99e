namespace DataJoint.Configuration.Tests;

/// <summary>A watch of a project by a clock that the test advances, and what it reports.</summary>
internal sealed class WatchLog : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(250);

    public WatchLog(DataJointConfig config)
    {
        Config = config;
        Watch = config.Watch(new WatchOptions
        {
            TimeProvider = Clock,
            UsesFileEvents = false,
            OnChanged = change =>
            {
                Reports.Add($"changed {change}");
                Changes.Add(change);
                OnChanged?.Invoke();
            },
            OnProblem = problems => Reports.Add("problem " + string.Join(" ", problems.Select(problem => problem.Id))),
            OnRecovered = () => Reports.Add("recovered"),
        });
    }

    public ManualClock Clock { get; } = new();

    public DataJointConfig Config { get; }

    public ConfigurationWatch Watch { get; }

    /// <summary>What was reported, in order.</summary>
    public List<string> Reports { get; } = [];

    public List<ConfigurationChange> Changes { get; } = [];

    /// <summary>Called for each change, from within the watch.</summary>
    public Action? OnChanged { get; set; }

    /// <summary>Lets the time pass in which a change must be noticed.</summary>
    public void PassInterval() => Clock.Advance(Interval);

    /// <summary>What was reported since it was asked last.</summary>
    public IReadOnlyList<string> TakeReports()
    {
        string[] taken = [.. Reports];
        Reports.Clear();
        return taken;
    }

    public void Dispose() => Watch.Dispose();
}
