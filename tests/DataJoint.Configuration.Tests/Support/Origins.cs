namespace DataJoint.Configuration.Tests;

/// <summary>Short forms for what most tests ask.</summary>
internal static class Origins
{
    internal static string? OriginOf(this DataJointConfig config, string key) => config.Snapshot.Find(key).Origin?.ToString();

    internal static SettingLayer LayerOf(this DataJointConfig config, string key) => config.Snapshot.Find(key).Layer;

    internal static string TextOf(this DataJointConfig config, string key) => config[key].Reveal() ?? "(none)";

    internal static string Place(this Diagnostic diagnostic) => diagnostic.Origin?.ToString() ?? "(nowhere)";
}
