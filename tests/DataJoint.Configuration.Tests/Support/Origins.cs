namespace DataJoint.Configuration.Tests;

/// <summary>Short forms for what most tests ask.</summary>
internal static class Origins
{
    public static string? OriginOf(this DataJointConfig config, string key) => config.Snapshot.Find(key).Origin?.ToString();

    public static SettingLayer LayerOf(this DataJointConfig config, string key) => config.Snapshot.Find(key).Layer;

    public static string TextOf(this DataJointConfig config, string key) => config[key].Reveal() ?? "(none)";

    public static string Place(this Diagnostic diagnostic) => diagnostic.Origin?.ToString() ?? "(nowhere)";
}
