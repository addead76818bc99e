using System.Runtime.InteropServices;

namespace DataJoint.Configuration;

/// <summary>Puts text from outside into commands that people paste into a shell.</summary>
public static class ShellWord
{
    private const int Longest = 400;

    // No shell of any platform acts on these; = and ~ are missing because zsh and others expand them in front of a word.
    private const string PlainMarks = "_.-/:,+@";

    /// <summary>The text as one word of a command line: as it is, or in single quotes.</summary>
    /// <param name="text">Text from outside.</param>
    /// <returns>
    /// The word; or null when there is none that is both right and safe to print: for text with control characters, for very long text, for
    /// what a program would take for an option, and on Windows, whose shells do not agree on quotes, for everything that needs them.
    /// </returns>
    public static string? From(string text)
    {
        if (text is null)
        {
            throw new ArgumentNullException(nameof(text));
        }

        if (text.StartsWith("-", StringComparison.Ordinal) || Display.Sanitize(text, Longest) != text)
        {
            return null;
        }

        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        if (text.Length > 0 && text.All(c => IsPlain(c) || (isWindows && c == '\\')))
        {
            return text;
        }

        return isWindows ? null : "'" + text.Replace("'", "'\\''") + "'";
    }

    private static bool IsPlain(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || PlainMarks.IndexOf(c) >= 0;
}
