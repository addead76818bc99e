namespace DataJoint.Leaks;

/// <summary>What the examination of a whole repository gave.</summary>
public sealed class PurgeProof
{
    /// <summary>How many objects were read.</summary>
    public long Objects { get; internal init; }

    /// <summary>How many bytes they have.</summary>
    public long Bytes { get; internal init; }

    /// <summary>Where a path or value is still, one place each. Shows no value.</summary>
    public IReadOnlyList<string> Remains { get; internal init; } = [];

    /// <summary>Whether nothing is left.</summary>
    public bool IsClean => Remains.Count == 0;

    /// <summary>The same with more places where something is left.</summary>
    internal PurgeProof With(IReadOnlyList<string> more) => new() { Objects = Objects, Bytes = Bytes, Remains = [.. Remains, .. more] };
}
