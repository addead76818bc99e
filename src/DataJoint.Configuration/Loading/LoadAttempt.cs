using System.Diagnostics.CodeAnalysis;

namespace DataJoint.Configuration.Loading;

/// <summary>What came of a load: a snapshot, or what is wrong; and in each case what was read.</summary>
internal sealed class LoadAttempt
{
    public LoadAttempt(SourceState sources, ConfigurationSnapshot snapshot)
    {
        Sources = sources;
        Snapshot = snapshot;
    }

    public LoadAttempt(SourceState sources, ConfigurationException failure)
    {
        Sources = sources;
        Failure = failure;
    }

    /// <summary>What was read.</summary>
    public SourceState Sources { get; }

    /// <summary>The snapshot, or null.</summary>
    public ConfigurationSnapshot? Snapshot { get; }

    /// <summary>What is wrong, or null.</summary>
    public ConfigurationException? Failure { get; }

    /// <summary>Whether there is a snapshot.</summary>
    [MemberNotNullWhen(true, nameof(Snapshot))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsGood => Snapshot is not null;

    /// <summary>The snapshot.</summary>
    /// <exception cref="ConfigurationException">Something is wrong; everything that is, is reported.</exception>
    public ConfigurationSnapshot Get() => Snapshot ?? throw Failure!;
}
