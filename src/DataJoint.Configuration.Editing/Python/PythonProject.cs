using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Where datajoint-python looks: the nearest file datajoint.json, and <c>.secrets/</c> beside it.</summary>
internal sealed class PythonProject
{
    private PythonProject(string? configFile)
    {
        ConfigFile = configFile;
        string? root = Path.GetDirectoryName(configFile);
        string? secrets = root is null ? null : Path.Combine(root, ProjectFinder.SecretsDirectoryName);
        SecretsDirectory = secrets is not null && FileReading.Stat(secrets).Kind == EntryKind.Directory ? secrets : null;
    }

    public string? ConfigFile { get; }

    /// <summary>The file's name, as origins show it.</summary>
    public string FileName => Path.GetFileName(ConfigFile) ?? ProjectFinder.ConfigFileName;

    public string? SecretsDirectory { get; }

    /// <summary>Goes up from a directory, and not beyond a repository. What is not a file, such as a directory of that name, is passed by.</summary>
    public static PythonProject Find(string start)
    {
        for (string? directory = start.Length == 0 ? null : start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string file = Path.Combine(directory, ProjectFinder.ConfigFileName);
            if (FileReading.Stat(file).Kind == EntryKind.File)
            {
                return new PythonProject(file);
            }

            if (Exists(directory, ".git") || Exists(directory, ".hg"))
            {
                break;
            }
        }

        return new PythonProject(null);
    }

    /// <summary>The project of a file that DJ_CONFIG_FILE names.</summary>
    public static PythonProject Name(string file) => new(FileReading.Stat(file).Kind == EntryKind.File ? file : null);

    /// <summary>A path as origins show it.</summary>
    public string Shorten(string path) => path == SecretsDirectory ? ProjectFinder.SecretsDirectoryName : path;

    private static bool Exists(string directory, string name) => FileReading.Stat(Path.Combine(directory, name)).Kind != EntryKind.Missing;
}
