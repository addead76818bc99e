using DataJoint.Configuration.Snapshots;

namespace DataJoint.Configuration;

/// <summary>A setting with the value that won, and where it comes from.</summary>
public sealed class ResolvedSetting
{
    internal ResolvedSetting(string key, object? value, bool isSecret, SettingLayer layer, Origin? origin)
    {
        Key = key;
        Value = new SettingValue(value);
        IsSecret = isSecret;
        Layer = layer;
        Origin = origin;
    }

    /// <summary>The full key.</summary>
    public string Key { get; }

    /// <summary>The value; without one, <see cref="SettingValue.HasValue"/> is false.</summary>
    public SettingValue Value { get; }

    /// <summary>Whether the setting is a credential, with or without a value.</summary>
    public bool IsSecret { get; }

    /// <summary>The layer that gives the value.</summary>
    public SettingLayer Layer { get; }

    /// <summary>The place of the value, or null for a default.</summary>
    public Origin? Origin { get; }

    /// <summary>How it gets another value: a command to paste, or the place that gives the value where no command reaches it.</summary>
    /// <returns>For example <c>djc secrets set database.password</c>, or <c>DJ_PASS gives it, which beats all files</c>.</returns>
    public string DescribeChange() => SettingKey.Find(Key) is SettingKey key ? ValueChange.Describe(key, Layer, Origin) : "";

    /// <summary>Key, value (redacted), layer and place.</summary>
    /// <returns>For example <c>database.host = localhost (default)</c>.</returns>
    public override string ToString() =>
        $"{Key} = {Value} ({Layer.ToString().ToLowerInvariant()}{(Origin is null ? "" : ", " + Origin)})";
}
