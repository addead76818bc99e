namespace DataJoint.Configuration;

/// <summary>A value that some layer gives to a setting.</summary>
public sealed class SettingCandidate
{
    internal SettingCandidate(object? value, SettingLayer layer, Origin? origin, bool wins)
    {
        Value = new SettingValue(value);
        Layer = layer;
        Origin = origin;
        Wins = wins;
    }

    /// <summary>The value, redacted when printed.</summary>
    public SettingValue Value { get; }

    /// <summary>The reference that stands in place of the value, to be shown beside it, or null.</summary>
    public string? Reference => (Value.Raw as Secret)?.Reference;

    /// <summary>The layer that gives it.</summary>
    public SettingLayer Layer { get; }

    /// <summary>Its place, or null for a default.</summary>
    public Origin? Origin { get; }

    /// <summary>Whether this is the value in force.</summary>
    public bool Wins { get; }
}
