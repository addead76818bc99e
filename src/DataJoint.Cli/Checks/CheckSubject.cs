using DataJoint.Configuration;
using DataJoint.Connections.Settings;

namespace DataJoint.Cli;

/// <summary>What is checked: a loaded configuration and what it was loaded from.</summary>
/// <param name="Snapshot">The configuration.</param>
/// <param name="Surroundings">The variables and directories that it was loaded with.</param>
/// <param name="Repairs">What was mended before it was loaded.</param>
internal sealed record CheckSubject(ConfigurationSnapshot Snapshot, Surroundings Surroundings, RepairReport Repairs)
{
    public ProjectLocation Project => Snapshot.Project;

    /// <summary>Whether DJ_IGNORE_CONFIG_FILE keeps every file out.</summary>
    public bool IgnoresFiles { get; } = ControlVariables.Read(Surroundings.ListVariables(), new Findings()).IgnoresFiles;

    /// <summary>Whether anything says which database is meant.</summary>
    public bool DescribesDatabase { get; } =
        Snapshot.ListSettings().Any(s => s.Layer != SettingLayer.Default && s.Key.StartsWith("database.", StringComparison.Ordinal));

    /// <summary>A path of the configuration, absolute.</summary>
    public string Resolve(string path) => ProjectPath.Resolve(Snapshot, path);
}
