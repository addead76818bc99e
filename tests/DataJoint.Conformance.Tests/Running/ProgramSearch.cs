using System.Text;

namespace DataJoint.Conformance.Tests;

/// <summary>Finds the program to test: what DJC_EXE names, else the newest djc of this checkout.</summary>
internal static class ProgramSearch
{
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static ProgramUnderTest Find(string? named, string root) => new(
        !string.IsNullOrWhiteSpace(named) ? Named(named)
        : Newest(Path.Combine(root, "artifacts"))
            ?? throw new InvalidOperationException("djc is not built: run ./djc once, or name a program in DJC_EXE"));

    // A path, or a command line such as "dotnet out/djc.dll". Words that are files become absolute, since every case starts elsewhere.
    private static List<string> Named(string named)
    {
        IReadOnlyList<string> words = File.Exists(named) ? [named] : Split(named);
        return [.. words.Select(word => File.Exists(word) ? Path.GetFullPath(word) : word)];
    }

    private static IReadOnlyList<string>? Newest(string artifacts)
    {
        IEnumerable<string> programs = Search(artifacts, "djc" + Suffix);
        IEnumerable<string> libraries = Search(artifacts, "djc.dll").Where(path => !File.Exists(Path.ChangeExtension(path, null) + Suffix));
        return programs.Concat(libraries).MaxBy(Built) switch
        {
            null => null,
            var path when path.EndsWith(".dll", StringComparison.Ordinal) => ["dotnet", path],
            var path => [path],
        };
    }

    private static IEnumerable<string> Search(string artifacts, string name) =>
        from kind in new[] { "bin", "publish" }
        let folder = Path.Combine(artifacts, kind, "DataJoint.Cli")
        where Directory.Exists(folder)
        from configuration in Directory.EnumerateDirectories(folder)
        let path = Path.Combine(configuration, name)
        where File.Exists(path)
        select path;

    // The starter of a library is not rewritten when the library is.
    private static DateTime Built(string path)
    {
        string library = Path.Combine(Path.GetDirectoryName(path)!, "djc.dll");
        DateTime time = File.GetLastWriteTimeUtc(path);
        return File.Exists(library) && File.GetLastWriteTimeUtc(library) is var newer && newer > time ? newer : time;
    }

    /// <summary>The words of a command line, with quotes as in a shell.</summary>
    public static IReadOnlyList<string> Split(string commandLine)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        foreach (char character in commandLine)
        {
            if (character == quote)
            {
                quote = null;
            }
            else if (quote is null && character is '"' or '\'')
            {
                quote = character;
                word ??= new StringBuilder();
            }
            else if (quote is null && char.IsWhiteSpace(character))
            {
                AddWord(words, ref word);
            }
            else
            {
                (word ??= new StringBuilder()).Append(character);
            }
        }

        AddWord(words, ref word);
        return words;
    }

    private static void AddWord(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
        {
            words.Add(word.ToString());
        }

        word = null;
    }
}
