using System.Text;
using System.Text.RegularExpressions;

namespace DataJoint.Conformance.Tests;

/// <summary>
/// The regular expressions of the cases are Python's (https://docs.python.org/3/library/re.html), always with MULTILINE.
/// They are rewritten where .NET spells or means something else.
/// </summary>
internal static class PythonRegex
{
    // A wrong expression must fail its case, not hang the run.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Whether the pattern is found in the text; `.` does not match line feeds and case counts.</summary>
    public static bool IsFound(string pattern, string text) => Compile(pattern, foldCase: false).IsMatch(text);

    /// <summary>As in diagnostics, checks and findings: case does not count and `.` matches line feeds.</summary>
    public static bool IsFoundLoosely(string pattern, string text) => Compile(pattern, foldCase: true).IsMatch(text);

    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public static Regex Compile(string pattern, bool foldCase)
    {
        RegexOptions options = RegexOptions.Multiline | RegexOptions.CultureInvariant;
        return new Regex(Translate(pattern), foldCase ? options | RegexOptions.IgnoreCase | RegexOptions.Singleline : options, Limit);
    }

    public static string Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length);
        for (int at = 0; at < pattern.Length;)
        {
            at = pattern[at] switch
            {
                '\\' => CopyEscape(pattern, at, result),
                '[' => CopyClass(pattern, at, result),
                '(' when pattern.AsSpan(at).StartsWith("(?") => CopyGroup(pattern, at, result),
                '{' when pattern.AsSpan(at).StartsWith("{,") => Append(result, "{0", at + 1),
                var character => Append(result, character.ToString(), at + 1),
            };
        }

        return result.ToString();
    }

    private static int Append(StringBuilder result, string text, int next)
    {
        result.Append(text);
        return next;
    }

    // \Z is the very end; .NET's \Z also stands before a last line feed. \U0001F600 is unknown to .NET.
    private static int CopyEscape(string pattern, int at, StringBuilder result)
    {
        if (at + 1 == pattern.Length)
        {
            return Append(result, "\\", at + 1);
        }

        if (pattern[at + 1] == 'U' && at + 10 <= pattern.Length
            && int.TryParse(pattern.AsSpan(at + 2, 8), System.Globalization.NumberStyles.AllowHexSpecifier, null, out int codePoint))
        {
            return Append(result, Regex.Escape(char.ConvertFromUtf32(codePoint)), at + 10);
        }

        return Append(result, pattern[at + 1] == 'Z' ? "\\z" : pattern.Substring(at, 2), at + 2);
    }

    // Inside a class [ is a character; .NET would take "-[" for a subtraction.
    private static int CopyClass(string pattern, int at, StringBuilder result)
    {
        result.Append('[');
        at++;
        if (at < pattern.Length && pattern[at] == '^')
        {
            result.Append('^');
            at++;
        }

        for (int first = at; at < pattern.Length && (pattern[at] != ']' || at == first);)
        {
            at = pattern[at] switch
            {
                '\\' => CopyEscape(pattern, at, result),
                '[' => Append(result, "\\[", at + 1),
                var character => Append(result, character.ToString(), at + 1),
            };
        }

        return at < pattern.Length ? Append(result, "]", at + 1) : at;
    }

    // (?P<name>…), (?P=name), and the flags a, L and u, which .NET has not and which change nothing here.
    private static int CopyGroup(string pattern, int at, StringBuilder result)
    {
        ReadOnlySpan<char> rest = pattern.AsSpan(at);
        if (rest.StartsWith("(?P<"))
        {
            return Append(result, "(?<", at + 4);
        }

        if (rest.StartsWith("(?P=") && rest.IndexOf(')') is var end and > 0)
        {
            return Append(result, $"\\k<{rest[4..end]}>", at + end + 1);
        }

        int stop = 2;
        while (stop < rest.Length && (char.IsAsciiLetter(rest[stop]) || rest[stop] == '-'))
        {
            stop++;
        }

        if (stop == 2 || stop == rest.Length || rest[stop] is not (')' or ':'))
        {
            return Append(result, "(?", at + 2);
        }

        string flags = string.Concat(rest[2..stop].ToString().Where(flag => flag is not ('a' or 'L' or 'u')));
        bool empty = flags.Length == 0 && rest[stop] == ')';
        return Append(result, empty ? "" : $"(?{flags}{rest[stop]}", at + stop + 1);
    }
}
