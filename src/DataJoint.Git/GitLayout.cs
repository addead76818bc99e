using DataJoint.Configuration;

namespace DataJoint.Git;

/// <summary>Whether a <c>.git</c> is laid out as git demands of one; the name alone makes no repository.</summary>
internal static class GitLayout
{
    private const int LongestLink = 8192;

    /// <summary>Whether a directory has what git looks for in one, or a file leads to such a directory.</summary>
    public static bool IsRepository(string entry) =>
        IsRepositoryDirectory(entry) || (ReadLink(entry) is string target && IsRepositoryDirectory(Path.Combine(Path.GetDirectoryName(entry)!, target)));

    /// <summary>The directory of git's own files for a directory: that of the nearest work tree around it, or a bare repository that it is in.</summary>
    /// <returns>Null when there is neither.</returns>
    public static string? FindDirectory(string directory)
    {
        for (string? place = directory; place is not null; place = Path.GetDirectoryName(place))
        {
            string entry = Path.Combine(place, ".git");
            string? found = IsRepositoryDirectory(entry) ? entry
                : ReadLink(entry) is string target && IsRepositoryDirectory(Path.Combine(place, target)) ? Path.GetFullPath(target, place)
                : IsRepositoryDirectory(place) ? place
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether a directory is one itself: a bare repository, or what is called <c>.git</c>.</summary>
    public static bool IsRepositoryDirectory(string directory) =>
        Path.Exists(Path.Combine(directory, "HEAD"))
        && (File.Exists(Path.Combine(directory, "commondir"))
            || (Directory.Exists(Path.Combine(directory, "objects")) && Directory.Exists(Path.Combine(directory, "refs"))));

    /// <summary>What the file of a submodule or a work tree says: <c>gitdir: ../.git/modules/lab</c>.</summary>
    private static string? ReadLink(string file)
    {
        const string Prefix = "gitdir: ";
        try
        {
            string text = File.Exists(file) && NamedFile.FindProblem(file, LongestLink) is null ? NamedFile.ReadText(file, LongestLink) : "";
            return text.StartsWith(Prefix, StringComparison.Ordinal) && !text.Contains('\0', StringComparison.Ordinal) ? text[Prefix.Length..].TrimEnd('\r', '\n') : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
