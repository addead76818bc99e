using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Files;

/// <summary>Finds the project root: upwards from the start directory, and not beyond a repository.</summary>
internal static class ProjectFinder
{
    public const string SecretsDirectoryName = ".secrets";

    public static ProjectLocation Find(string start, string? environment)
    {
        string? secretsRoot = null;
        EntryFacts rootSecrets = EntryFacts.Missing;
        for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            EntryFacts config = FileReading.Stat(Path.Combine(directory, ProjectFileNames.Config));
            if (config.Kind is not (EntryKind.Missing or EntryKind.Denied))
            {
                EntryFacts secrets = FileReading.Stat(Path.Combine(directory, SecretsDirectoryName));
                return new ProjectLocation(start, directory, hasConfigFile: true, secrets, environment) { ConfigFacts = config };
            }

            if (secretsRoot is null)
            {
                EntryFacts secrets = FileReading.Stat(Path.Combine(directory, SecretsDirectoryName));
                if (secrets.Kind == EntryKind.Directory)
                {
                    (secretsRoot, rootSecrets) = (directory, secrets);
                }
            }

            if (IsRepository(directory))
            {
                break;
            }
        }

        return new ProjectLocation(start, secretsRoot, hasConfigFile: false, rootSecrets, environment);
    }

    /// <summary>An absolute path with all links resolved, or null when it is not a directory.</summary>
    public static string? ResolveDirectory(string path)
    {
        if (FileReading.Stat(path).Kind != EntryKind.Directory)
        {
            return null;
        }

        // The C library goes up from where a link leads; GetFullPath would strike out "link/.." before it is followed.
        string resolved = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? ResolveLink(Path.GetFullPath(path))
            : RealPath(path) ?? Path.GetFullPath(path);
        return resolved.Length > 1 && resolved != Path.GetPathRoot(resolved)
            ? resolved.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            : resolved;
    }

    /// <summary>The file that a link finally leads to, or null when it leads nowhere.</summary>
    public static string? ResolveFile(string path)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return RealPath(path);
        }
#if NET
        return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
#else
        return null;
#endif
    }

    /// <summary>An absolute path with the links of all its parts resolved, as far as it exists.</summary>
    public static string ResolveFully(string path)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && RealPath(path) is string resolved)
        {
            return resolved;
        }

        string full = Path.GetFullPath(path);
        return Path.GetDirectoryName(full) is string parent ? ResolveLink(Path.Combine(ResolveFully(parent), Path.GetFileName(full))) : full;
    }

    /// <summary>The nearest directory that holds a repository, from <paramref name="start"/> upwards, or null.</summary>
    public static string? FindRepository(string start)
    {
        for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (FileReading.Stat(Path.Combine(directory, ".git")).Kind is EntryKind.File or EntryKind.Directory)
            {
                return directory;
            }
        }

        return null;
    }

    private static bool IsRepository(string directory) =>
        FileReading.Stat(Path.Combine(directory, ".git")).Kind is EntryKind.File or EntryKind.Directory
        || FileReading.Stat(Path.Combine(directory, ".hg")).Kind is EntryKind.File or EntryKind.Directory;

    private static string ResolveLink(string path)
    {
#if NET
        try
        {
            // The root of a drive or share is no link, and .NET cannot even ask.
            return Path.GetDirectoryName(path) is null ? path : Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return path;
        }
#else
        return path;
#endif
    }

    private static unsafe string? RealPath(string path)
    {
        fixed (byte* name = Libc.PathBytes(path))
        {
            byte* resolved = Libc.RealPath(name, null);
            if (resolved is null)
            {
                return null;
            }

            int length = 0;
            while (resolved[length] != 0)
            {
                length++;
            }

            string text = System.Text.Encoding.UTF8.GetString(resolved, length);
            Libc.Free(resolved);
            return text;
        }
    }
}
