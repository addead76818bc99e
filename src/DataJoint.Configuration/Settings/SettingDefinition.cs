namespace DataJoint.Configuration;

/// <summary>One setting of the catalogue: everything that the product knows about it.</summary>
public sealed class SettingDefinition
{
    internal SettingDefinition(string key, ValueRule rule, object? defaultValue, string description)
    {
        Key = key;
        Rule = rule;
        Default = defaultValue;
        Description = description;
    }

    /// <summary>The full key, such as <c>database.host</c>.</summary>
    public string Key { get; }

    /// <summary>What values it takes.</summary>
    public ValueRule Rule { get; }

    /// <summary>The kind of value.</summary>
    public SettingType Type => Rule.Type;

    /// <summary>The built-in value (text, <see cref="int"/> or <see cref="bool"/>), or null when there is none.</summary>
    public object? Default { get; }

    /// <summary>How the default depends on other settings, or null when it does not.</summary>
    public string? DefaultNote { get; internal init; }

    /// <summary>What the setting is for.</summary>
    public string Description { get; }

    /// <summary>The variables that set it, the preferred one first; each also works with <c>_FILE</c> appended.</summary>
    public IReadOnlyList<string> EnvironmentVariables { get; internal init; } = [];

    /// <summary>True when the value is a credential.</summary>
    public bool IsSecret { get; internal init; }

    /// <summary>True when it is kept for old configurations only.</summary>
    public bool IsDeprecated { get; internal init; }

    /// <summary>The position in <see cref="SettingCatalogue.All"/>.</summary>
    internal int Index { get; set; }

    /// <summary>The key.</summary>
    /// <returns><see cref="Key"/>.</returns>
    public override string ToString() => Key;
}
