using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>The files that a load would read, without reading them.</summary>
internal sealed class SourceFiles
{
    private readonly List<SourceFile> _files = [];

    private SourceFiles(ProjectLocation project, bool areIgnored)
    {
        Project = project;
        AreIgnored = areIgnored;
    }

    internal ProjectLocation Project { get; }

    /// <summary>Whether DJ_IGNORE_CONFIG_FILE keeps all of them from being read.</summary>
    internal bool AreIgnored { get; }

    /// <summary>The files, highest first.</summary>
    internal IReadOnlyList<SourceFile> Files => _files;

    /// <summary>Finds them.</summary>
    /// <exception cref="ConfigurationException">A variable that steers loading is wrong, or the start directory is gone.</exception>
    internal static SourceFiles Find(ConfigurationOptions options)
    {
        Findings findings = new();
        ControlVariables control = ControlVariables.Read(options.Surroundings.ListVariables(), findings);
        string? environment = options.Environment ?? control.EnvironmentValue;
        if (environment is not null && !EnvironmentName.IsValid(environment))
        {
            findings.Add(
                DiagnosticRules.InvalidEnvironmentName, $"{Display.Quote(environment)} is no environment name",
                "Write a name such as dev, staging or prod.", new Origin(ControlVariables.Environment));
        }

        string? start = options.StartDirectory ?? options.Surroundings.FindCurrentDirectory();
        string? resolved = start is null ? null : ProjectFinder.ResolveDirectory(start);
        if (resolved is null)
        {
            findings.Add(
                DiagnosticRules.NoStartDirectory, "the current directory does not exist any more, or cannot be entered",
                "Change to an existing directory, or name one with --project.");
        }

        if (findings.Count > 0)
        {
            throw new ConfigurationException(findings.ToList(strict: false));
        }

        SourceFiles files = new(ProjectFinder.Find(resolved!, environment), control.IgnoresFiles);
        files.Collect(control.SecretsDirectoryValue ?? options.Surroundings.MountedSecrets, options.Surroundings.FindCurrentDirectory());
        return files;
    }

    private void Collect(string? mounted, string? currentDirectory)
    {
        string root = Project.Root ?? Project.StartDirectory;
        AddSecrets(Path.Combine(root, ProjectFinder.SecretsDirectoryName));
        if (mounted is not null)
        {
            AddSecrets(Path.GetFullPath(currentDirectory is null ? mounted : Path.Combine(currentDirectory, mounted)));
        }

        AddJson(SettingLayer.Project, root);
    }

    private void AddSecrets(string directory)
    {
        if (Project.Environment is string environment)
        {
            Add(SettingLayer.Secrets, Path.Combine(directory, $"datajoint.{environment}.json"));
        }

        if (DirectoryListing.TryList(directory, out List<string> names, out _))
        {
            foreach (string name in names.Where(n => !SecretsDirectory.IsSkipped(n) && SecretsDirectory.TryKey(n, out _)))
            {
                Add(SettingLayer.Secrets, Path.Combine(directory, name));
            }
        }

        Add(SettingLayer.Secrets, Path.Combine(directory, ProjectFinder.ConfigFileName));
    }

    private void AddJson(SettingLayer layer, string directory)
    {
        if (Project.Environment is string environment)
        {
            Add(layer, Path.Combine(directory, $"datajoint.{environment}.json"));
        }

        Add(layer, Path.Combine(directory, ProjectFinder.ConfigFileName));
    }

    private void Add(SettingLayer layer, string path) => _files.Add(new SourceFile(layer, path, FileReading.Stat(path).Kind != EntryKind.Missing));
}
