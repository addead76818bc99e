using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks;

/// <summary>The files below a directory, without git.</summary>
public static class DirectoryFiles
{
    private const string IgnoreFile = ".gitignore";
    private const long LargestIgnoreFile = 1 << 20;

    /// <summary>Lists the files. Links are listed and not followed; <c>.git</c> is passed over.</summary>
    /// <param name="root">The directory.</param>
    /// <param name="path">A file or directory below it, with <c>/</c>; empty for all.</param>
    /// <param name="respectsIgnore">Whether what a <c>.gitignore</c> names is passed over, as git does.</param>
    /// <returns>Paths from the root, with <c>/</c>; a directory that cannot be listed is among them.</returns>
    public static IReadOnlyList<string> List(string root, string path, bool respectsIgnore)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(path);
        List<string> files = [];
        string start = path.Trim('/');
        if (start.Length > 0 && !Directory.Exists(Path.Combine(root, start)))
        {
            files.Add(start);
        }
        else
        {
            Add(root, start, respectsIgnore ? RulesAbove(root, start) : null, files);
        }

        return files;
    }

    private static void Add(string root, string directory, IReadOnlyList<(string Directory, IgnorePattern[] Patterns)>? rules, List<string> files)
    {
        DirectoryInfo place = new(Path.Combine(root, directory));
        IReadOnlyList<(string Directory, IgnorePattern[] Patterns)>? here = rules is null ? null : [.. rules, (directory, Read(place))];
        if (List(place) is not IEnumerable<FileSystemInfo> entries)
        {
            files.Add(directory.Length == 0 ? "." : directory);
            return;
        }

        foreach (FileSystemInfo entry in entries)
        {
            bool isDirectory = (entry.Attributes & FileAttributes.Directory) != 0 && entry.LinkTarget is null;
            string path = directory.Length == 0 ? entry.Name : $"{directory}/{entry.Name}";
            if (entry.Name == ".git" || (here is not null && IsIgnored(here, path, isDirectory)))
            {
                continue;
            }

            if (isDirectory)
            {
                Add(root, path, here, files);
            }
            else
            {
                files.Add(path);
            }
        }
    }

    private static IOrderedEnumerable<FileSystemInfo>? List(DirectoryInfo directory)
    {
        try
        {
            return directory.GetFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<(string Directory, IgnorePattern[] Patterns)> RulesAbove(string root, string start)
    {
        List<(string Directory, IgnorePattern[] Patterns)> rules = [];
        for (int end = start.Length == 0 ? -1 : 0; end >= 0 && end < start.Length; end = start.IndexOf('/', end + 1) is int next and >= 0 ? next : start.Length)
        {
            string directory = start[..end];
            rules.Add((directory, Read(new DirectoryInfo(Path.Combine(root, directory)))));
        }

        return rules;
    }

    private static IgnorePattern[] Read(DirectoryInfo directory)
    {
        try
        {
            FileInfo file = new(Path.Combine(directory.FullName, IgnoreFile));
            return file is { Exists: true, Length: > 0 and <= LargestIgnoreFile }
                ? [.. File.ReadAllText(file.FullName).Split('\n').Select(IgnorePattern.Parse).OfType<IgnorePattern>()]
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The last line of the nearest file that means the path decides.</summary>
    private static bool IsIgnored(IReadOnlyList<(string Directory, IgnorePattern[] Patterns)> rules, string path, bool isDirectory)
    {
        for (int i = rules.Count - 1; i >= 0; i--)
        {
            string relative = rules[i].Directory.Length == 0 ? path : path[(rules[i].Directory.Length + 1)..];
            IgnorePattern? match = Array.FindLast(rules[i].Patterns, pattern => pattern.Matches(relative, isDirectory));
            if (match is not null)
            {
                return !match.IsNegated;
            }
        }

        return false;
    }
}
