using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Layers;

/// <summary>Where settings come from, highest first. Nothing else knows the order: loading, explaining, listing files and reloading walk this list.</summary>
/// <remarks>A new source is a class that implements <see cref="ISource"/>, and a line here, beside those of its layer.</remarks>
internal static class Precedence
{
    /// <summary>The sources, highest first. Values are merged setting by setting, stores attribute by attribute.</summary>
    public static IReadOnlyList<ISource> Sources { get; } = (ISource[])
    [
        new ProgrammaticSource(), // overrides of an async flow stand on top
        new EnvironmentSource(), // DJ_STORES below the variables of single stores; it replaces the stores of the project's files

        new JsonFileSource(SourcePlace.ProjectSecrets, isOfEnvironment: true),
        new SingleValueSource(SourcePlace.ProjectSecrets),
        new JsonFileSource(SourcePlace.ProjectSecrets),

        new JsonFileSource(SourcePlace.MountedSecrets, isOfEnvironment: true),
        new SingleValueSource(SourcePlace.MountedSecrets),
        new JsonFileSource(SourcePlace.MountedSecrets),

        new JsonFileSource(SourcePlace.Credentials, isOfEnvironment: true),
        new SingleValueSource(SourcePlace.Credentials),
        new JsonFileSource(SourcePlace.Credentials),

        new JsonFileSource(SourcePlace.Project, isOfEnvironment: true),
        new JsonFileSource(SourcePlace.Project),
    ];

    /// <summary>The layers of the sources, highest first, and below them the defaults.</summary>
    public static IEnumerable<SettingLayer> Layers => Sources.Select(static source => source.Layer).Distinct().Append(SettingLayer.Default);
}
