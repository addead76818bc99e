using DataJoint.Configuration.Settings;

namespace DataJoint.Configuration;

/// <summary>An attribute that a store protocol knows.</summary>
public sealed class StoreAttribute
{
    /// <summary>Describes an attribute; a plug-in protocol uses it for its own.</summary>
    /// <param name="name">The name as it is written in a store, such as <c>bucket</c>.</param>
    /// <param name="type">The kind of value.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="isSecret">True when it is a credential; also assumed when the name tells so.</param>
    public StoreAttribute(string name, SettingType type, string description, bool isSecret = false)
        : this(name, ValueRule.From(type), description, isSecret)
    {
    }

    internal StoreAttribute(string name, ValueRule rule, string description, bool isSecret = false)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Rule = rule;
        Description = description ?? throw new ArgumentNullException(nameof(description));
        IsSecret = isSecret || SecretNames.Tells(name);
    }

    /// <summary>The name as it is written in a store.</summary>
    public string Name { get; }

    /// <summary>What values it takes.</summary>
    public ValueRule Rule { get; }

    /// <summary>What it is for.</summary>
    public string Description { get; }

    /// <summary>True when it is a credential.</summary>
    public bool IsSecret { get; }

    /// <summary>The value when none is given (text, <see cref="int"/> or <see cref="bool"/>), or null.</summary>
    public object? Default { get; internal init; }

    /// <summary>True when a single-value file may hold a document of several lines.</summary>
    public bool IsDocument { get; internal init; }
}
