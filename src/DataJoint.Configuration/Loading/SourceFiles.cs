namespace DataJoint.Configuration;

/// <summary>The files that a load would read, without reading them.</summary>
/// <param name="Project">Where the project is, and which environment is chosen.</param>
/// <param name="AreIgnored">Whether DJ_IGNORE_CONFIG_FILE keeps all of them from being read.</param>
/// <param name="Files">The files, highest first.</param>
internal sealed record SourceFiles(ProjectLocation Project, bool AreIgnored, IReadOnlyList<SourceFile> Files)
{
    /// <summary>Finds them.</summary>
    /// <exception cref="ConfigurationException">A variable that steers loading is wrong, or the start directory is gone.</exception>
    internal static SourceFiles Find(ConfigurationOptions options)
    {
        ProjectSearch search = new(options);
        string? environment = search.ChooseEnvironment();
        ProjectLocation? project = search.Find(environment);
        if (project is null)
        {
            search.ReportNoStart();
        }

        if (project is null || search.Findings.Count > 0)
        {
            throw new ConfigurationException(search.Findings.ToList(strict: false));
        }

        SourceReading reading = search.Prepare(project);
        return new SourceFiles(project, search.Control.IgnoresFiles, [.. reading.Sources.SelectMany(source => source.Locate(reading).Select(path => At(source, path)))]);
    }

    /// <summary>The names of the files in one directory that a load of a project reads, or would if they existed, in ordinal order.</summary>
    internal static IReadOnlyList<string> ListNames(ProjectLocation project, string directory)
    {
        SourceReading reading = SourceReading.OfFiles(Precedence.Sources, project, new Findings());
        return
        [
            .. reading.Sources.SelectMany(source => source.Locate(reading)).Where(path => Path.GetDirectoryName(path) == directory)
                .Select(path => Path.GetFileName(path)).OrderBy(static name => name, StringComparer.Ordinal),
        ];
    }

    private static SourceFile At(ISource source, string path) => new(source.Layer, path, FileReading.Stat(path).Kind != EntryKind.Missing);
}
