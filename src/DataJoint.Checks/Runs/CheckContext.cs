using DataJoint.Checks.Runs;
using DataJoint.Configuration;
using DataJoint.Connections.Settings;

namespace DataJoint.Checks;

/// <summary>What the checks of one run look at, and how far they may go. Make a new one for each run: work that several checks need is done once in it.</summary>
public sealed class CheckContext
{
    private readonly Dictionary<Type, Task> _shared = [];

    /// <summary>Prepares a run.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="hostEnvironment">What it was loaded with; null means that of the process.</param>
    public CheckContext(ConfigurationSnapshot snapshot, HostEnvironment? hostEnvironment = null)
    {
        Snapshot = snapshot ?? throw new ArgumentNullException(nameof(snapshot));
        HostEnvironment = hostEnvironment ?? HostEnvironment.Process;
        DescribesDatabase = snapshot.ListSettings().Any(s => s.Layer != SettingLayer.Default && s.Key.StartsWith("database.", StringComparison.Ordinal));
    }

    /// <summary>The configuration.</summary>
    public ConfigurationSnapshot Snapshot { get; }

    /// <summary>The variables, the directories and the clock.</summary>
    public HostEnvironment HostEnvironment { get; }

    /// <summary>How far checks go with databases and stores; by default they read.</summary>
    public ServerContact Contact { get; init; } = ServerContact.Read;

    /// <summary>What was repaired before the configuration was loaded, which the checks mention; nothing by default.</summary>
    public RepairReport Repairs { get; init; } = new();

    /// <summary>How long one check may take before it fails; 30 seconds by default.</summary>
    public TimeSpan TimeLimit { get; init; } = UsualTimeLimit;

    /// <summary>How long a check that took too long has to clean up; 5 seconds by default.</summary>
    public TimeSpan CleanUpLimit { get; init; } = TimeSpan.FromSeconds(5);

    internal static TimeSpan UsualTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    internal CheckWords Words { get; init; } = CheckWords.Usual;

    internal ProjectLocation Project => Snapshot.Project;

    /// <summary>Whether DJ_IGNORE_CONFIG_FILE keeps every file out.</summary>
    internal bool IgnoresFiles => Snapshot.Context.IgnoresFiles;

    /// <summary>Whether anything says which database is meant.</summary>
    internal bool DescribesDatabase { get; }

    /// <summary>A path of the configuration, absolute.</summary>
    internal string Resolve(string path) => ProjectPath.Resolve(Snapshot, path);

    /// <summary>What several checks need, known by its type; whoever asks first begins the work, and his token ends it.</summary>
    internal Task<T> ShareAsync<T>(Func<CheckContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        lock (_shared)
        {
            if (!_shared.TryGetValue(typeof(T), out Task? begun))
            {
                begun = work(this, cancellationToken);
                _shared.Add(typeof(T), begun);
            }

            return (Task<T>)begun;
        }
    }
}
