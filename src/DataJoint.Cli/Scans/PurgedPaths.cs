using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Cli.Scans;

/// <summary>The paths that a purge is given.</summary>
internal static class PurgedPaths
{
    /// <summary>A path from the root of the repository, of one that is relative to the current directory or absolute. The file need not exist.</summary>
    /// <exception cref="CommandException">It is outside the repository, or all of it.</exception>
    public static string Find(string directory, string word)
    {
        string shown = Display.Quote(word);
        if (word.Length == 0 || word.Contains('\0', StringComparison.Ordinal))
        {
            throw CommandException.UsageError($"{shown} is not a path");
        }

        string root = GitRepository.FindRoot(directory) ?? directory;
        string path = Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(directory, word))).Replace(Path.DirectorySeparatorChar, '/').TrimEnd('/');
        return path is not ("." or "..") && !path.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(path) ? path
            : throw CommandException.UsageError(path == "." ? $"{shown} is the whole repository" : $"{shown} is outside the repository", "name a file or directory of the history");
    }
}
