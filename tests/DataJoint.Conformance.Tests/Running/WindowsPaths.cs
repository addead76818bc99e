using System.Text.RegularExpressions;

namespace DataJoint.Conformance.Tests;

/// <summary>Paths below the case's directory, written with <c>/</c> as the cases have them: on Windows a program may write either separator.</summary>
internal static class WindowsPaths
{
    private const string JsonSeparator = @"(?:\\\\|/)";
    private const string TextSeparator = @"[\\/]";

    /// <summary>The same output with such paths in place of those that begin with <paramref name="root"/>.</summary>
    public static string Normalize(string output, string root)
    {
        string separator = output.StartsWith('{') ? JsonSeparator : TextSeparator;
        string start = string.Join(separator, root.Split('\\', '/').Select(Regex.Escape));
        return Regex.Replace(output, $@"{start}(?:{separator}[^\\/\s""':]*)*", path => path.Value.Replace(@"\\", "/", StringComparison.Ordinal).Replace('\\', '/'));
    }
}
