namespace DataJoint.Configuration.Sources;

/// <summary>A JSON file with settings.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Name">Its path as origins show it.</param>
/// <param name="Layer">The layer of its values.</param>
/// <param name="Environment">The environment that it belongs to, or null.</param>
internal readonly record struct SettingsFile(string Path, string Name, SettingLayer Layer, string? Environment = null);
