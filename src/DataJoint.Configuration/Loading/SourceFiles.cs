using DataJoint.Configuration.Files;
using DataJoint.Configuration.Loading;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration;

/// <summary>The files that a load would read, without reading them.</summary>
public sealed class SourceFiles
{
    private SourceFiles(ProjectLocation project, bool areIgnored, IReadOnlyList<SourceFile> files)
    {
        Project = project;
        AreIgnored = areIgnored;
        Files = files;
    }

    /// <summary>Where the project is, and which environment is chosen.</summary>
    public ProjectLocation Project { get; }

    /// <summary>Whether <c>DJ_IGNORE_CONFIG_FILE</c> keeps all of them from being read.</summary>
    public bool AreIgnored { get; }

    /// <summary>The files, highest first, whether they exist or not.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>Finds them.</summary>
    /// <param name="options">How the configuration would be loaded.</param>
    /// <returns>The files of the project that a load with these options would find.</returns>
    /// <exception cref="ConfigurationException">A variable that steers loading is wrong, or the start directory is gone.</exception>
    public static SourceFiles Find(ConfigurationOptions options)
    {
        ProjectSearch search = new(options ?? throw new ArgumentNullException(nameof(options)));
        string? environment = search.ChooseEnvironment();
        ProjectLocation? project = search.Find(environment);
        if (project is null)
        {
            search.ReportNoProject();
        }

        if (project is null || search.Diagnostics.Count > 0)
        {
            throw new ConfigurationException(search.Diagnostics.ToList(strict: false));
        }

        SourceReading reading = search.Prepare(project);
        return new SourceFiles(project, search.Control.IgnoresFiles, [.. reading.Sources.SelectMany(source => source.Locate(reading).Select(path => At(source, path)))]);
    }

    private static SourceFile At(ISource source, string path) => new(source.Layer, path, FileReading.Stat(path).Kind != EntryKind.Missing);
}
