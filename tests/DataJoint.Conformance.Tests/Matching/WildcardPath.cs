using System.IO.Enumeration;

namespace DataJoint.Conformance.Tests;

/// <summary>Paths in which `*` stands for any run of characters within one name.</summary>
internal static class WildcardPath
{
    /// <summary>What a path means below a directory: itself without `*`, else every name that is there.</summary>
    /// <remarks>Names with a leading dot are not meant.</remarks>
    public static IReadOnlyList<string> Find(string directory, string path)
    {
        if (!path.Contains('*', StringComparison.Ordinal))
        {
            return [Path.Combine(directory, path)];
        }

        IEnumerable<string> found = [directory];
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.SelectMany(folder => Step(folder, part));
        }

        return [.. found];
    }

    private static IEnumerable<string> Step(string folder, string part)
    {
        if (!part.Contains('*', StringComparison.Ordinal))
        {
            string next = Path.Combine(folder, part);
            return Path.Exists(next) ? [next] : [];
        }

        return Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder).Where(entry => Means(part, Path.GetFileName(entry)))
            : [];
    }

    private static bool Means(string pattern, string name) =>
        (name[0] != '.' || pattern[0] == '.')
        && FileSystemName.MatchesSimpleExpression(pattern.Replace("?", "\\?", StringComparison.Ordinal), name, ignoreCase: false);
}
