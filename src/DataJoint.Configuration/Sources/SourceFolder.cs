using DataJoint.Configuration.Files;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Configuration.Sources;

/// <summary>A directory that has files with settings, as one load sees it.</summary>
internal sealed class SourceFolder
{
    private readonly string _path;
    private readonly string _prefix;
    private readonly List<string>? _names;
    private readonly SecretPermissions? _permissions;

    /// <summary>A directory that is open.</summary>
    /// <param name="path">Its path, absolute.</param>
    /// <param name="prefix">What origins show before the names of its files.</param>
    /// <param name="names">What is in it, in ordinal order; null when each file is tried instead.</param>
    /// <param name="permissions">What checks permissions; null where they do not matter, or are the platform's.</param>
    private SourceFolder(string path, string prefix, List<string>? names, SecretPermissions? permissions = null)
    {
        _path = path;
        _prefix = prefix;
        _names = names;
        _permissions = permissions;
    }

    /// <summary>The names of what is in it, when it is one that is listed.</summary>
    public IReadOnlyList<string> Names => _names ?? [];

    /// <summary>The path as origins show it.</summary>
    public string Shown => _prefix.TrimEnd('/');

    /// <summary>Where a place is, or would be if it existed; null when there is none.</summary>
    public static string? Locate(SourcePlace place, SourceReading reading)
    {
        if (place == SourcePlace.Credentials)
        {
            return FindCredentials(reading);
        }

        if (place == SourcePlace.MountedSecrets)
        {
            string? mounted = FindMounted(reading);
            return mounted is null || !FileReading.CanExist(mounted) ? null : Path.IsPathRooted(mounted) ? Path.GetFullPath(mounted) : mounted;
        }

        string root = reading.Project.Root ?? reading.Project.StartDirectory;
        return place == SourcePlace.Project ? root : Path.Combine(root, ProjectFinder.SecretsDirectoryName);
    }

    /// <summary>Opens a place; one that is not there has no files.</summary>
    public static SourceFolder Open(SourcePlace place, SourceReading reading) => place switch
    {
        SourcePlace.Project => OpenProject(reading.Project),
        SourcePlace.ProjectSecrets => OpenSecrets(reading),
        SourcePlace.Credentials => OpenCredentials(reading),
        _ => OpenMounted(reading),
    };

    /// <summary>Whether a file can be in it.</summary>
    public bool MayHave(string name) => _names is null || _names.BinarySearch(name, StringComparer.Ordinal) >= 0;

    public string PathOf(string name) => Path.Combine(_path, name);

    public string Show(string name) => _prefix + name;

    /// <summary>Reports a file of it that others can read where they should not.</summary>
    public void CheckFile(string path, string shown, EntryFacts facts) => _permissions?.CheckFile(path, shown, facts);

    private static SourceFolder OpenProject(ProjectLocation project) =>
        project.Root is null ? new("", "", [])
        : project.ConfigFile is not null ? new(project.Root, "", names: null)
        : new(project.Root, "", project.Environment is null ? [] : [ProjectFileNames.ForEnvironment(project.Environment)]);

    private static SourceFolder OpenSecrets(SourceReading reading)
    {
        ProjectLocation project = reading.Project;
        if (project.SecretsDirectory is string directory)
        {
            return List(reading, directory, ProjectFinder.SecretsDirectoryName, project.SecretsFacts, new(project.SecretsFacts, reading.Diagnostics));
        }

        if (project.SecretsFacts.Kind is not (EntryKind.Missing or EntryKind.Directory or EntryKind.Denied))
        {
            reading.Diagnostics.Add(
                SecretFileRules.SecretsNotADirectory, ".secrets is not a directory, so no secret is read from it",
                "Rename it if it belongs to another tool, and run: djc init", new Origin(ProjectFinder.SecretsDirectoryName));
        }

        if (project.Root is not null)
        {
            reading.Note(Path.Combine(project.Root, ProjectFinder.SecretsDirectoryName), project.SecretsFacts);
        }

        return new("", "", []);
    }

    private static SourceFolder OpenMounted(SourceReading reading)
    {
        if (FindMounted(reading) is not string mounted)
        {
            return new("", "", []);
        }

        EntryFacts facts = FileReading.Stat(mounted);
        if (facts.Kind == EntryKind.Directory && Path.IsPathRooted(mounted))
        {
            return ListPlatform(reading, Path.GetFullPath(mounted), facts);
        }

        reading.Note(mounted, facts);
        if (reading.Control.SecretsDirectoryValue is not null)
        {
            reading.Diagnostics.Add(
                SecretFileRules.SecretsDirectoryMissing, $"{ControlVariables.SecretsDirectory}: {Display.Quote(mounted)} is not a directory",
                "Correct the path, mount the directory, or unset the variable.", new Origin(ControlVariables.SecretsDirectory));
        }

        return new("", "", []);
    }

    /// <summary>What systemd names is there, or the unit does not start; a variable that was inherited from elsewhere may lead nowhere.</summary>
    private static SourceFolder OpenCredentials(SourceReading reading)
    {
        if (FindCredentials(reading) is not string directory)
        {
            return new("", "", []);
        }

        EntryFacts facts = FileReading.Stat(directory);
        if (facts.Kind == EntryKind.Directory)
        {
            return ListPlatform(reading, directory, facts);
        }

        reading.Note(directory, facts);
        return new("", "", []);
    }

    /// <summary>Permissions there are the platform's.</summary>
    private static SourceFolder ListPlatform(SourceReading reading, string directory, EntryFacts facts) =>
        List(reading, directory, reading.Project.Shorten(WithoutSeparator(directory)), facts, permissions: null);

    private static string WithoutSeparator(string directory) => directory.Length > 1 ? directory.TrimEnd(Path.DirectorySeparatorChar) : directory;

    private static SourceFolder List(SourceReading reading, string directory, string shown, EntryFacts facts, SecretPermissions? permissions)
    {
        reading.Note(directory, facts);
        if (DirectoryListing.TryList(directory, out List<string> names, out string? failure))
        {
            permissions?.CheckDirectory(directory, shown);
            return new(directory, shown + "/", names, permissions);
        }

        reading.Diagnostics.Add(FileRules.UnreadableFile, $"{shown} cannot be read: {failure}", "Give the current user access to it.", new Origin(shown));
        return new(directory, shown + "/", []);
    }

    /// <summary>The mounted secrets directory; relative only when there is no current directory to start from.</summary>
    private static string? FindMounted(SourceReading reading)
    {
        string? mounted = reading.Control.SecretsDirectoryValue ?? reading.PlatformSecrets;
        return mounted is null || reading.CurrentDirectory is null || !FileReading.CanExist(mounted) ? mounted : Path.Combine(reading.CurrentDirectory, mounted);
    }

    /// <summary>The credentials' directory; null where DJ_SECRETS_DIR names the same one, as a unit may that does not know this variable.</summary>
    private static string? FindCredentials(SourceReading reading)
    {
        if (reading.CredentialsDirectory is not string given || !FileReading.CanExist(given) || !Path.IsPathRooted(given))
        {
            return null;
        }

        string directory = WithoutSeparator(Path.GetFullPath(given));
        return Locate(SourcePlace.MountedSecrets, reading) is string mounted && WithoutSeparator(mounted) == directory ? null : directory;
    }
}
