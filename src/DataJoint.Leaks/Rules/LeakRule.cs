namespace DataJoint.Leaks;

/// <summary>A kind of leak: its name, what it is, and what to do about it.</summary>
public sealed class LeakRule
{
    /// <summary>A rule.</summary>
    /// <param name="id">The name that never changes its meaning, such as <c>database-url</c>.</param>
    /// <param name="title">What was found, in a few words.</param>
    /// <param name="description">Where it looks, and what it takes for a credential.</param>
    /// <param name="remedy">What to do, in sentences.</param>
    public LeakRule(string id, string title, string description, string remedy)
    {
        Id = id;
        Title = title;
        Description = description;
        Remedy = remedy;
    }

    /// <summary>The name that never changes its meaning.</summary>
    public string Id { get; }

    /// <summary>What was found, in a few words.</summary>
    public string Title { get; }

    /// <summary>Where it looks, and what it takes for a credential.</summary>
    public string Description { get; }

    /// <summary>What to do.</summary>
    public string Remedy { get; }

    /// <summary>The name.</summary>
    /// <returns>For example <c>database-url</c>.</returns>
    public override string ToString() => Id;
}
