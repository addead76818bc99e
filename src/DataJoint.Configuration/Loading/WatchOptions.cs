namespace DataJoint.Configuration;

/// <summary>How a configuration is watched, and who is told. Everything has a default that fits.</summary>
/// <remarks>
/// The actions are called one at a time, on a thread of the pool. They may dispose of the watch. An exception that one of them throws is not caught: like
/// that of a timer's callback, it ends the process.
/// </remarks>
public sealed class WatchOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How long after a change the new snapshot is in force at the latest; more than <see cref="SettleTime"/>, at most a day, 5 seconds by default.</summary>
    /// <remarks>Files that change longer than this without a pause are read as soon as they stay the same while they are read.</remarks>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long everything must stay the same before it is read, so that a file that is being written is not read half; 250 milliseconds by default.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether events of the file system, where they come, cause an earlier look; true by default. Nothing is missed without them.</summary>
    public bool UsesFileEvents { get; set; } = true;

    /// <summary>Told of each new snapshot in which a setting has another value, once it is in force; null by default.</summary>
    public Action<ConfigurationChange>? OnChanged { get; set; }

    /// <summary>
    /// Told of what keeps a change from being read, once for each distinct fault, while the newest snapshot stays in force; null by default. See also
    /// <see cref="ConfigurationWatch.Problems"/>.
    /// </summary>
    public Action<IReadOnlyList<Diagnostic>>? OnProblem { get; set; }

    /// <summary>Told when what was wrong is right again, whether a setting has changed or not; null by default.</summary>
    public Action? OnRecovered { get; set; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A copy that nobody else can change.</summary>
    /// <exception cref="ArgumentException">A time is out of its range.</exception>
    internal WatchOptions Check()
    {
        if (SettleTime <= TimeSpan.Zero || SettleTime >= Interval || Interval > Longest)
        {
            throw new ArgumentException($"{nameof(SettleTime)} must be more than zero and less than {nameof(Interval)}, and that at most a day: found {SettleTime} and {Interval}");
        }

        return (WatchOptions)MemberwiseClone();
    }
}
