using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing.Python;

/// <summary>Where datajoint-python looks: the nearest file datajoint.json, and <c>.secrets/</c> beside it.</summary>
internal sealed class PythonProject
{
    private const string UsualName = "datajoint.json"; // in Python's own search, whatever this product looks for

    private readonly ProjectLocation _ours;
    private readonly string? _named;

    private PythonProject(string? configFile, ProjectLocation ours, string? named = null)
    {
        _ours = ours;
        _named = named;
        ConfigFile = configFile;
        string? root = Path.GetDirectoryName(configFile);
        string? secrets = root is null ? null : Path.Combine(root, ProjectFinder.SecretsDirectoryName);
        SecretsDirectory = secrets is not null && FileReading.Stat(secrets).Kind == EntryKind.Directory ? secrets : null;
    }

    public string? ConfigFile { get; }

    /// <summary>The file's name, as origins show it: a name in this product's root, else a path.</summary>
    public string FileName => ConfigFile is null ? Path.GetFileName(_named) ?? UsualName : _ours.Shorten(ConfigFile);

    public string? SecretsDirectory { get; }

    /// <summary>Goes up from a directory, and not beyond a repository. What is not a file, such as a directory of that name, is passed by.</summary>
    public static PythonProject Find(string start, ProjectLocation ours)
    {
        for (string? directory = start.Length == 0 ? null : start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string file = Path.Combine(directory, UsualName);
            if (FileReading.Stat(file).Kind == EntryKind.File)
            {
                return new PythonProject(file, ours);
            }

            if (Exists(directory, ".git") || Exists(directory, ".hg"))
            {
                break;
            }
        }

        return new PythonProject(null, ours);
    }

    /// <summary>The project of a file that DJ_CONFIG_FILE names.</summary>
    public static PythonProject Name(string file, ProjectLocation ours)
    {
        string? folder = FileReading.CanExist(file) && Path.GetDirectoryName(file) is string written ? ProjectFinder.ResolveDirectory(written) : null;
        string path = folder is null ? file : Path.Combine(folder, Path.GetFileName(file));
        return new(FileReading.Stat(path).Kind == EntryKind.File ? path : null, ours, file);
    }

    /// <summary>A path as origins show it.</summary>
    public string Shorten(string path) => path == SecretsDirectory ? ProjectFinder.SecretsDirectoryName : _ours.Shorten(path);

    private static bool Exists(string directory, string name) => FileReading.Stat(Path.Combine(directory, name)).Kind != EntryKind.Missing;
}
