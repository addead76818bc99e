namespace DataJoint.Stores;

/// <summary>What a probe found.</summary>
public sealed class ProbeResult
{
    internal ProbeResult(IObjectStore store, IReadOnlyList<ProbeStep> steps)
    {
        StoreName = store.Name;
        Protocol = store.Protocol;
        Steps = steps;
    }

    /// <summary>The store's name in the configuration.</summary>
    public string StoreName { get; }

    /// <summary>The protocol that the store speaks.</summary>
    public string Protocol { get; }

    /// <summary>Every step in its order, skipped ones included.</summary>
    public IReadOnlyList<ProbeStep> Steps { get; }

    /// <summary>Whether no step failed.</summary>
    public bool IsOk => Steps.All(step => step.Status != ProbeStatus.Failed);

    /// <summary>How long all steps took together.</summary>
    public TimeSpan Duration => Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration);
}
