namespace DataJoint.Leaks;

/// <summary>A branch, tag or other ref that a purge moves.</summary>
public sealed class PurgedRef
{
    internal PurgedRef(string name, string old, string? target)
    {
        Name = name;
        Old = old;
        New = target;
    }

    /// <summary>Its full name, such as <c>refs/heads/main</c>.</summary>
    public string Name { get; }

    /// <summary>The id that it had.</summary>
    public string Old { get; }

    /// <summary>The id that it gets; null when nothing of what it named is left.</summary>
    public string? New { get; }
}
