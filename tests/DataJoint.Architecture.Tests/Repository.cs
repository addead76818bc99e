using System.Runtime.CompilerServices;

namespace DataJoint.Architecture.Tests;

/// <summary>The checkout that these tests were built from, seen as text.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. new[] { "src", "tests", "bench", "fuzz" }.SelectMany(folder => Files(folder, "*.csproj")).Select(path => new ProjectFile(path))];

    /// <summary>Every C# file below src.</summary>
    public static IReadOnlyList<SourceFile> Shipped { get; } = Sources("src");

    /// <summary>Programs that show how the projects are used.</summary>
    public static IReadOnlyList<ProjectFile> Samples { get; } = [.. Files("samples", "*.csproj").Select(path => new ProjectFile(path))];

    /// <summary>Every C# file that people maintain: src, tests, bench and fuzz.</summary>
    public static IReadOnlyList<SourceFile> Maintained { get; } = [.. Shipped, .. Sources("tests"), .. Sources("bench"), .. Sources("fuzz")];

    /// <summary>Every page that people read: those in the root, and all of docs.</summary>
    public static IReadOnlyList<string> Pages { get; } =
        [.. Directory.EnumerateFiles(Root, "*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal), .. Files("docs", "*.md")];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static SourceFile[] Sources(string folder) => [.. Files(folder, "*.cs").Select(path => new SourceFile(path))];

    /// <summary>Paths from the root, with <c>/</c>. Build output lies under artifacts; bin and obj are left out for builds made otherwise.</summary>
    private static IEnumerable<string> Files(string folder, string pattern)
    {
        string start = Path.Combine(Root, folder);
        return !Directory.Exists(start) ? [] : Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(segment => segment is "bin" or "obj" or "artifacts"))
            .Order(StringComparer.Ordinal);
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // A build in CI maps source paths away, so the program's own place is asked first.
        foreach (string? start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) })
        {
            for (string? directory = start; !string.IsNullOrEmpty(directory); directory = Path.GetDirectoryName(directory))
            {
                if (File.Exists(Path.Combine(directory, "DataJoint.slnx")))
                {
                    return directory;
                }
            }
        }

        throw new InvalidOperationException($"No DataJoint.slnx above {AppContext.BaseDirectory}.");
    }
}
