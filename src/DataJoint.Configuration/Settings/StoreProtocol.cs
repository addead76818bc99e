namespace DataJoint.Configuration;

/// <summary>A store protocol: its name and the attributes that it requires and knows.</summary>
public sealed class StoreProtocol
{
    /// <summary>Describes a protocol.</summary>
    /// <param name="name">The value of <c>protocol</c>, in lower case.</param>
    /// <param name="required">The attributes that a store must have, besides <c>protocol</c> and <c>location</c>.</param>
    /// <param name="optional">The attributes that it may have, besides those of all protocols.</param>
    public StoreProtocol(string name, IReadOnlyList<StoreAttribute> required, IReadOnlyList<StoreAttribute> optional)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Required = required ?? throw new ArgumentNullException(nameof(required));
        Optional = optional ?? throw new ArgumentNullException(nameof(optional));
    }

    /// <summary>The value of <c>protocol</c>.</summary>
    public string Name { get; }

    /// <summary>The attributes that a store must have, besides <c>protocol</c> and <c>location</c>.</summary>
    public IReadOnlyList<StoreAttribute> Required { get; }

    /// <summary>The attributes that it may have, besides those of all protocols.</summary>
    public IReadOnlyList<StoreAttribute> Optional { get; }

    internal StoreAttribute? Find(string attribute) =>
        StoreCatalogue.FindCommon(attribute) ?? Find(Required, attribute) ?? Find(Optional, attribute);

    /// <summary>All that it knows: those of every store, the required and the optional ones.</summary>
    public IEnumerable<StoreAttribute> AllAttributes =>
        StoreCatalogue.Common.Concat(Required).Concat(Optional);

    private static StoreAttribute? Find(IReadOnlyList<StoreAttribute> list, string attribute)
    {
        foreach (StoreAttribute candidate in list)
        {
            if (candidate.Name == attribute)
            {
                return candidate;
            }
        }

        return null;
    }
}
