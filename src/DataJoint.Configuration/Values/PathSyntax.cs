using System.Runtime.InteropServices;

namespace DataJoint.Configuration;

/// <summary>Finds paths that another system, or another program, would understand. Here each would become the name of a file or folder.</summary>
public static class PathSyntax
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>What makes a text no path on this system.</summary>
    /// <param name="path">The text.</param>
    /// <returns>A phrase that fits after "has", such as <c>a drive letter of Windows</c>; null for a path.</returns>
    public static string? FindFault(string path)
    {
        if (path is null)
        {
            throw new ArgumentNullException(nameof(path));
        }

        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        return path.Any(char.IsControl) ? "a control character (in JSON a backslash is written \\\\)"
            : path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? "the form of a URL (file:)"
            : FindScheme(path) is string scheme ? $"the form of a URL ({scheme}:)"
            : FindHome(path) is string home ? $"{home} for a home folder, which only a shell replaces"
            : FindVariable(path) is string variable ? $"the variable {variable}, which only a shell replaces"
            : isWindows ? null
            : path.Length > 1 && path[1] == ':' && IsLetter(path[0]) && (path.Length == 2 || path[2] == '/' || path.IndexOf('\\') > 0) ? "a drive letter of Windows"
            : path.StartsWith("\\\\", StringComparison.Ordinal) ? "the form of a share of Windows"
            : path.StartsWith(".\\", StringComparison.Ordinal) || path.StartsWith("..\\", StringComparison.Ordinal) ? "the separators of Windows"
            : null;
    }

    /// <summary>How a path in which <see cref="FindFault"/> finds something is written here.</summary>
    /// <param name="path">The text.</param>
    /// <returns>An imperative without its full stop, such as <c>Write the absolute path (echo ~ prints the home folder)</c>.</returns>
    public static string DescribeRemedy(string path)
    {
        if (path is null)
        {
            throw new ArgumentNullException(nameof(path));
        }

        return (FindHome(path) ?? FindVariable(path)) is string replaced
            ? $"Write the absolute path (in a shell, echo {replaced} prints what {replaced} stands for)"
            : FindBucket(path) ?? "Write the path as this system has it";
    }

    /// <summary>The scheme of a URL; one letter is a drive.</summary>
    private static string? FindScheme(string path)
    {
        int colon = path.IndexOf(':');
        return colon > 1 && colon + 1 < path.Length && path[colon + 1] == '/' && IsLetter(path[0]) && path.Take(colon).All(c => IsWord(c) || c is '+' or '.' or '-')
            ? path.Substring(0, colon) : null;
    }

    /// <summary><c>~</c> or <c>~name</c> before a separator.</summary>
    private static string? FindHome(string path)
    {
        if (path.Length == 0 || path[0] != '~')
        {
            return null;
        }

        int end = path.IndexOfAny(Separators);
        string first = end < 0 ? path : path.Substring(0, end);
        return first == "~" || (end > 0 && first.Skip(1).All(c => IsWord(c) || c == '-')) ? first : null;
    }

    /// <summary><c>${NAME}</c>; and as a whole segment <c>%NAME%</c> and <c>$NAME</c>, which below the first are folders unless in upper case.</summary>
    private static string? FindVariable(string path)
    {
        int open = path.IndexOf("${", StringComparison.Ordinal);
        int close = open < 0 ? -1 : path.IndexOf('}', open);
        if (close > open + 2 && (IsLetter(path[open + 2]) || path[open + 2] == '_'))
        {
            return path.Substring(open, close + 1 - open);
        }

        string[] segments = path.Split(Separators);
        for (int i = 0; i < segments.Length; i++)
        {
            string segment = segments[i];
            string name = segment.StartsWith("$env:", StringComparison.OrdinalIgnoreCase) ? segment.Substring(5)
                : segment.StartsWith("$", StringComparison.Ordinal) ? segment.Substring(1)
                : segment.Length > 2 && segment[0] == '%' && segment[segment.Length - 1] == '%' ? segment.Substring(1, segment.Length - 2)
                : "";
            if (name.Length > 0 && (IsLetter(name[0]) || name[0] == '_') && name.All(IsWord) && (i == 0 || !name.Any(char.IsLower)))
            {
                return segment;
            }
        }

        return null;
    }

    /// <summary>The attributes that say what the URL of a bucket says.</summary>
    private static string? FindBucket(string path)
    {
        string? protocol = FindScheme(path) switch { "s3" => "s3", "gs" => "gcs", _ => null };
        string[] parts = path.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        return protocol is null || parts.Length < 2 || path.IndexOf('@') >= 0
            ? null
            : $"Write protocol {protocol}, bucket {parts[1]} and location \"{string.Join("/", parts.Skip(2))}\"";
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsWord(char c) => IsLetter(c) || c is (>= '0' and <= '9') or '_';
}
