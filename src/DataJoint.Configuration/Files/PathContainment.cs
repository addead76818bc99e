using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Files;

/// <summary>Tells whether a path leads into a directory, whatever links and mounts lie on the way.</summary>
internal static class PathContainment
{
    private static readonly StringComparison NameComparison =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether a path is a directory or below it: as it is written, with all links resolved, or by the identity of a directory above it.</summary>
    /// <param name="directory">The directory, absolute.</param>
    /// <param name="path">The path; absolute, or taken from the current directory.</param>
    public static bool Contains(string directory, string path)
    {
        if (!FileReading.CanExist(path))
        {
            return false;
        }

        string target = ProjectFinder.ResolveFully(path);
        return HasPrefix(Path.GetFullPath(path), directory) || HasPrefix(target, ProjectFinder.ResolveFully(directory)) || HasAncestor(target, directory);
    }

    private static bool HasPrefix(string path, string directory) =>
        (path.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar)
            .StartsWith(directory.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, NameComparison);

    /// <summary>A bind mount, or another spelling where case does not matter, gives a directory a second path.</summary>
    private static bool HasAncestor(string path, string directory)
    {
        long identity = FileReading.Stat(directory).Identity;
        for (string? above = path; identity != 0 && above is not null; above = Path.GetDirectoryName(above))
        {
            if (FileReading.Stat(above).Identity == identity)
            {
                return true;
            }
        }

        return false;
    }
}
