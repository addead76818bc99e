using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Trust;

/// <summary>A setting of the project that leaves a credential less protected on its way than it would be without the setting.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Origin">Where it is.</param>
internal sealed record ProtectionLoss(string Key, Origin Origin)
{
    public static ProtectionLoss From(string key, RawValue setting) => new(key, setting.Origin);

    /// <summary>Key and origin.</summary>
    /// <returns>For example <c>database.use_tls (datajoint.json:1:3)</c>.</returns>
    public override string ToString() => $"{Key} ({Origin})";
}
