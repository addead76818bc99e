namespace DataJoint.Stores;

/// <summary>One step of a probe, for people and programs to read.</summary>
public sealed class ProbeStep
{
    internal ProbeStep(string name, ProbeStatus status, string message)
    {
        Name = name;
        Status = status;
        Message = message;
    }

    /// <summary>The step: <c>reach</c>, <c>write</c>, <c>read</c>, <c>compare</c>, <c>list</c> or <c>delete</c>.</summary>
    public string Name { get; }

    /// <summary>How it ended.</summary>
    public ProbeStatus Status { get; }

    /// <summary>What happened, in a sentence; never a secret.</summary>
    public string Message { get; }

    /// <summary>What to do about it, or <see langword="null"/>.</summary>
    public string? Hint { get; internal init; }

    /// <summary>How long it took; zero for a skipped step.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>The store's fault, or <see langword="null"/>.</summary>
    public StoreException? Error { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Status} ({Message})";
}
