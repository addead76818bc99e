using System.Text;

namespace DataJoint.Configuration;

/// <summary>The <c>.gitignore</c> at the top of a repository.</summary>
internal static class GitIgnoreFile
{
    internal const string Name = ".gitignore";
    private const int MostBytes = 4 * 1024 * 1024;
    private const string Pattern = ".secrets/";

    private static readonly string[] Equivalents = [".secrets", ".secrets/", "**/.secrets", "**/.secrets/", ".secrets/*", ".secrets/**"];

    /// <summary>Adds the line <c>.secrets/</c> unless it, or one that means the same, is there. The caller holds the repository's lock.</summary>
    internal static FileEdit AddSecrets(string repository, string shown)
    {
        string path = SafeTarget.Resolve(Path.Combine(repository, Name), shown, followLinks: false, "git does not read one as .gitignore");
        FileContent content = FileReading.Read(path, MostBytes);
        if (content.Bytes is null && !content.IsMissing)
        {
            throw ConfigurationEditException.Refused($"{shown} cannot be read", "Add the line .secrets/ by hand.", shown);
        }

        // Bytes as they are: a file in another encoding keeps it, since only ASCII is compared and added.
        string text = Latin1(content.Bytes ?? []);
        if (Ignores(text))
        {
            return new FileEdit(shown, EditOutcome.Kept);
        }

        string newLine = text.IndexOf("\r\n", StringComparison.Ordinal) >= 0 ? "\r\n" : "\n";
        string separator = text.Length == 0 || text[text.Length - 1] == '\n' ? "" : newLine;
        byte[] added = Encoding.ASCII.GetBytes(separator + Pattern + newLine);
        AtomicFile.Write(path, [.. content.Bytes ?? [], .. added], AtomicFile.SharedMode);
        return new FileEdit(shown, content.IsMissing ? EditOutcome.Created : EditOutcome.Changed);
    }

    /// <summary>Whether the last line that names the directory ignores it: a later one that starts with <c>!</c> takes an earlier one back.</summary>
    private static bool Ignores(string text)
    {
        bool ignores = false;
        foreach (string line in text.Split('\n'))
        {
            string pattern = line.Trim();
            bool negates = pattern.StartsWith("!", StringComparison.Ordinal);
            if (Array.IndexOf(Equivalents, (negates ? pattern.Substring(1) : pattern).TrimStart('/')) >= 0)
            {
                ignores = !negates;
            }
        }

        return ignores;
    }

    private static string Latin1(byte[] bytes) => Encoding.GetEncoding("iso-8859-1").GetString(bytes);
}
