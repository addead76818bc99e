using DataJoint.Configuration.Files;

namespace DataJoint.Configuration;

/// <summary>Where the project is, and which environment is chosen.</summary>
public sealed class ProjectLocation
{
    /// <summary>The JSON file that is read where platforms mount secrets, beside the files of single values.</summary>
    public const string MountedSecretsFile = ProjectFileNames.Config;

    private readonly bool _hasConfigFile;

    internal ProjectLocation(string startDirectory, string? root, bool hasConfigFile, EntryFacts secrets, string? environment)
    {
        StartDirectory = startDirectory;
        Root = root;
        _hasConfigFile = hasConfigFile;
        SecretsDirectory = secrets.Kind == EntryKind.Directory ? Path.Combine(root!, ProjectFinder.SecretsDirectoryName) : null;
        SecretsFacts = secrets;
        Environment = environment;
    }

    /// <summary>No project.</summary>
    internal static ProjectLocation None(string startDirectory, string? environment = null) =>
        new(startDirectory, null, hasConfigFile: false, EntryFacts.Missing, environment);

    /// <summary>The directory that the search started from, absolute and with links resolved.</summary>
    public string StartDirectory { get; }

    /// <summary>The project root, absolute, or null when there is no project.</summary>
    public string? Root { get; }

    /// <summary>The path of <c>datajoint.json</c>, or null when there is none.</summary>
    public string? ConfigFile => _hasConfigFile ? Path.Combine(Root!, ConfigFileName) : null;

    /// <summary>The path of <c>.secrets/</c>, or null when there is none.</summary>
    public string? SecretsDirectory { get; }

    /// <summary>The chosen environment, or null when none is.</summary>
    public string? Environment { get; }

    /// <summary>The name of the project file: <c>datajoint.json</c>, unless <c>DJ_CONFIG_FILE</c> names another.</summary>
    internal string ConfigFileName { get; init; } = ProjectFileNames.Config;

    /// <summary>The name of the project file, or of that of an environment.</summary>
    internal string FileNameOf(string? environment) => environment is null ? ConfigFileName : ProjectFileNames.ForEnvironment(environment);

    /// <summary>The environment that a file of the project belongs to, by its path as origins show it; null for the project file, whatever its name, and for another.</summary>
    internal string? EnvironmentOf(string source)
    {
        const string Secrets = ProjectFinder.SecretsDirectoryName + "/";
        return source.StartsWith(Secrets, StringComparison.Ordinal) ? ProjectFileNames.EnvironmentOf(source.Substring(Secrets.Length))
            : source == ConfigFileName ? null
            : ProjectFileNames.EnvironmentOf(source);
    }

    /// <summary>Whether a file in the root is one that a load of the project reads, with whatever environment.</summary>
    internal bool IsConfigFile(string name) => name == ConfigFileName || name == ProjectFileNames.Config || ProjectFileNames.EnvironmentOf(name) is not null;

    /// <summary>This project without its environment, or the one that begins in the start directory when something is written there.</summary>
    internal ProjectLocation WithoutEnvironment()
    {
        string root = Root ?? StartDirectory;
        EntryFacts config = FileReading.Stat(Path.Combine(root, ConfigFileName));
        EntryFacts secrets = FileReading.Stat(Path.Combine(root, ProjectFinder.SecretsDirectoryName));
        return new ProjectLocation(root, root, config.Kind != EntryKind.Missing, secrets, environment: null)
        { ConfigFileName = ConfigFileName, IsNamed = IsNamed, ConfigFacts = config };
    }

    /// <summary>Whether <c>DJ_CONFIG_FILE</c> names the project file: it was chosen, not found.</summary>
    internal bool IsNamed { get; init; }

    /// <summary>The facts of <c>datajoint.json</c> when it has been found.</summary>
    internal EntryFacts ConfigFacts { get; init; } = EntryFacts.Missing;

    internal EntryFacts SecretsFacts { get; }

    /// <summary>The path of a file as origins show it: relative to the root, else absolute; with <c>/</c> on every system.</summary>
    /// <param name="path">An absolute path.</param>
    /// <returns>The path to show.</returns>
    public string Shorten(string path)
    {
        if (path is null)
        {
            throw new ArgumentNullException(nameof(path));
        }

        if (Root is null || path.Length <= Root.Length || !path.StartsWith(Root, StringComparison.Ordinal))
        {
            return path.Replace(Path.DirectorySeparatorChar, '/');
        }

        int start = Root[Root.Length - 1] == Path.DirectorySeparatorChar ? Root.Length : Root.Length + 1;
        string shown = path[start - 1] == Path.DirectorySeparatorChar ? path.Substring(start) : path;
        return shown.Replace(Path.DirectorySeparatorChar, '/');
    }
}
