using System.Text;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing.Files;

/// <summary>The <c>.gitignore</c> at the top of a repository.</summary>
internal static class GitIgnoreFile
{
    public const string Name = ".gitignore";
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly string[] SecretsPatterns = [".secrets/", ".secrets", "**/.secrets", "**/.secrets/", ".secrets/*", ".secrets/**"];

    /// <summary>Adds the line <c>.secrets/</c> unless it, or one that means the same, is there. The caller holds the repository's lock.</summary>
    public static FileEdit AddSecrets(string repository, string shown) => Add(repository, shown, SecretsPatterns);

    /// <summary>Adds a line for one file unless it, or one that means the same, is there. The caller holds the repository's lock.</summary>
    /// <param name="repository">The directory of the repository.</param>
    /// <param name="shown">The <c>.gitignore</c> as messages show it.</param>
    /// <param name="file">The file, relative to the repository, with <c>/</c>.</param>
    public static FileEdit AddFile(string repository, string shown, string file)
    {
        string pattern = Escape(file);
        string name = pattern.Substring(pattern.LastIndexOf('/') + 1);
        return Add(repository, shown, ["/" + pattern, pattern, name, "**/" + name]);
    }

    /// <summary>Adds the first of the patterns, of which each will do.</summary>
    private static FileEdit Add(string repository, string shown, string[] patterns)
    {
        string path = SafeTarget.Resolve(Path.Combine(repository, Name), shown, followLinks: false, "git does not read one as .gitignore");
        FileContent content = FileReading.Read(path, MaxBytes);
        if (content.Bytes is null && !content.IsMissing)
        {
            throw ConfigurationEditException.Refused($"{shown} cannot be read", $"Add the line {patterns[0]} by hand.", shown);
        }

        // Bytes as they are: a file in another encoding keeps it.
        string text = Latin1(content.Bytes ?? []);
        if (Ignores(text, patterns))
        {
            return new FileEdit(shown, EditOutcome.Kept);
        }

        string newLine = text.IndexOf("\r\n", StringComparison.Ordinal) >= 0 ? "\r\n" : "\n";
        string separator = text.Length == 0 || text[text.Length - 1] == '\n' ? "" : newLine;
        byte[] added = Encoding.UTF8.GetBytes(separator + patterns[0] + newLine);
        AtomicFile.Write(path, [.. content.Bytes ?? [], .. added], AtomicFile.SharedMode);
        return new FileEdit(shown, content.IsMissing ? EditOutcome.Created : EditOutcome.Changed);
    }

    /// <summary>Whether the last line that names it ignores it: a later one that starts with <c>!</c> takes an earlier one back.</summary>
    private static bool Ignores(string text, string[] patterns)
    {
        string[] known = [.. patterns.Select(pattern => Latin1(Encoding.UTF8.GetBytes(pattern)).TrimStart('/'))];
        bool ignores = false;
        foreach (string line in text.Split('\n'))
        {
            string pattern = line.Trim();
            bool negates = pattern.StartsWith("!", StringComparison.Ordinal);
            if (Array.IndexOf(known, (negates ? pattern.Substring(1) : pattern).TrimStart('/')) >= 0)
            {
                ignores = !negates;
            }
        }

        return ignores;
    }

    /// <summary>What is special in a pattern stands for itself after a backslash.</summary>
    private static string Escape(string file)
    {
        StringBuilder escaped = new();
        foreach (char character in file)
        {
            escaped.Append(character is '\\' or '*' or '?' or '[' or ' ' ? "\\" : "").Append(character);
        }

        return escaped.ToString();
    }

    private static string Latin1(byte[] bytes) => Encoding.GetEncoding("iso-8859-1").GetString(bytes);
}
