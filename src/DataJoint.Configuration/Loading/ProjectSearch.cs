using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Loading;

/// <summary>How every load begins: what the variables say about loading, which environment is chosen, and where the project is. No file of it is read.</summary>
internal sealed class ProjectSearch
{
    private readonly ConfigurationOptions _options;
    private readonly string? _start;

    public ProjectSearch(ConfigurationOptions options)
    {
        _options = options;
        Variables = options.HostEnvironment.ListVariables();
        Control = ControlVariables.Read(Variables, Diagnostics);
        CurrentDirectory = options.HostEnvironment.FindCurrentDirectory();
        _start = FindStart();
    }

    /// <summary>All DJ_ variables, in the order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; }

    /// <summary>The current directory, or null when it has been deleted.</summary>
    public string? CurrentDirectory { get; }

    /// <summary>The directory of the service's credentials, or null.</summary>
    public string? CredentialsDirectory => _options.HostEnvironment.FindVariable(CredentialNames.Variable);

    /// <summary>Takes what is wrong.</summary>
    public DiagnosticBag Diagnostics { get; } = new();

    public ControlVariables Control { get; }

    /// <summary>What chooses the environment, where origins are shown.</summary>
    public string EnvironmentOrigin => _options.Environment is null ? ControlVariables.Environment : "--env";

    /// <summary>The chosen environment, or null; a name that is none has been reported.</summary>
    public string? ChooseEnvironment()
    {
        string? name = _options.Environment ?? Control.EnvironmentValue;
        if (name is null || EnvironmentName.IsValid(name))
        {
            return name;
        }

        Diagnostics.Add(
            LoadingRules.InvalidEnvironmentName,
            $"{Display.Quote(name)} is not an environment name: {EnvironmentName.WhyReserved(name) ?? EnvironmentName.Rules}",
            "Write a name such as dev, staging or prod.", new Origin(EnvironmentOrigin));
        return null;
    }

    /// <summary>Finds the project; null when there is no directory to start from.</summary>
    public ProjectLocation? Find(string? environment)
    {
        ProjectLocation? named = NamedFile is string file ? FindNamed(file, environment) : null;
        bool mustBeNamed = NamedFile is not null && !Control.IgnoresFiles;
        return named is not null || mustBeNamed ? named
            : StartDirectory is string resolved ? ProjectFinder.Find(resolved, environment)
            : null;
    }

    /// <summary>The directory that a search begins in, with links resolved; null when there is none.</summary>
    public string? StartDirectory => _start is null ? null : ProjectFinder.ResolveDirectory(_start);

    /// <summary>The absolute path that DJ_CONFIG_FILE names, or null; a start directory that the program gives beats it.</summary>
    private string? NamedFile =>
        _options.StartDirectory is not null || Control.ConfigFileValue is not string file ? null
        : !FileReading.CanExist(file) || Path.IsPathRooted(file) || CurrentDirectory is null ? file
        : Path.Combine(CurrentDirectory, file);

    /// <summary>The project of a file that is named; its folder is the root. Null when the folder is not there, or the path ends in one.</summary>
    private static ProjectLocation? FindNamed(string file, string? environment)
    {
        string? folder = FileReading.CanExist(file) ? Path.GetDirectoryName(file) : null;
        string name = folder is null ? "" : Path.GetFileName(file);
        if (name is "" or "." or ".." || ProjectFinder.ResolveDirectory(folder!) is not string root)
        {
            return null;
        }

        EntryFacts facts = FileReading.Stat(Path.Combine(root, name));
        EntryFacts secrets = FileReading.Stat(Path.Combine(root, ProjectFinder.SecretsDirectoryName));
        bool isFile = facts.Kind is not (EntryKind.Missing or EntryKind.Directory);
        return new ProjectLocation(root, root, isFile, secrets, environment) { ConfigFileName = name, ConfigFacts = facts, IsNamed = true };
    }

    /// <summary>Finds the project, and reports what keeps it from being found.</summary>
    public ProjectLocation FindAndReport(string? environment)
    {
        ProjectLocation? project = Find(environment);
        if (NamedFile is string file && !Control.IgnoresFiles && project?.ConfigFile is null)
        {
            ReportNoFile(file);
        }
        else if (project is not null && !Control.IgnoresFiles)
        {
            ReportDeniedStart(project);
            LookalikeFiles.Report(project, Diagnostics);
        }
        else if (project is null && (_options.StartDirectory is not null || !Control.IgnoresFiles))
        {
            ReportNoProject();
        }

        return project ?? ProjectLocation.None(_start ?? "", environment);
    }

    /// <summary>Reports why <see cref="Find"/> finds no place at all.</summary>
    public void ReportNoProject()
    {
        if (NamedFile is string file)
        {
            ReportNoFile(file);
            return;
        }

        string what = _options.StartDirectory is string given
            ? $"the directory {Display.Quote(given)} does not exist"
            : "the current directory does not exist any more, or cannot be entered";
        Diagnostics.Add(LoadingRules.NoStartDirectory, what, "Change to an existing directory, or name one with --project.");
    }

    private void ReportNoFile(string file)
    {
        bool isDirectory = FileReading.Stat(file).Kind == EntryKind.Directory;
        Diagnostics.Add(
            FileRules.UnreadableFile,
            $"{ControlVariables.ConfigFile} names {Display.Quote(file)}, which {(isDirectory ? "is a directory" : "does not exist")}",
            isDirectory ? "Name the file in it, or unset it." : "Name an existing file, or unset it.", new Origin(ControlVariables.ConfigFile));
    }

    /// <summary>Prepares a reading of the sources; nothing has been read yet.</summary>
    public SourceReading Prepare(ProjectLocation project, ValueTable? programmatic = null) => new()
    {
        Sources = _options.Sources,
        Project = project,
        Diagnostics = Diagnostics,
        Variables = Variables,
        VariablesOfFiles = _options.HostEnvironment.VariablesOfFiles,
        Control = Control,
        CurrentDirectory = CurrentDirectory,
        PlatformSecrets = _options.HostEnvironment.MountedSecrets,
        CredentialsDirectory = CredentialsDirectory,
        Programmatic = programmatic ?? new ValueTable(SettingLayer.Programmatic),
    };

    private string? FindStart()
    {
        string? start = _options.StartDirectory ?? CurrentDirectory;
        return start is null || !FileReading.CanExist(start) || Path.IsPathRooted(start) ? start
            : CurrentDirectory is null ? null : Path.Combine(CurrentDirectory, start);
    }

    /// <summary>A start directory that cannot be searched may hold a project: going on without it would be a guess.</summary>
    private void ReportDeniedStart(ProjectLocation project)
    {
        string start = project.StartDirectory;
        if (project.Root != start && FileReading.Stat(Path.Combine(start, ProjectFileNames.Config)).Kind == EntryKind.Denied)
        {
            Diagnostics.Add(
                FileRules.UnreadableFile, $"the directory {Display.Quote(start)} cannot be searched: permission denied",
                "Give the current user access to it.");
        }
    }
}
