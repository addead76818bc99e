using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>Values of a database on one line, with nothing in them that moves a terminal.</summary>
internal static class PrintableText
{
    /// <summary>The text with line ends and tabs as <c>\n</c>, <c>\r</c> and <c>\t</c>, and cut behind so many characters.</summary>
    public static string Line(string text, int max)
    {
        // Cut first: what is replaced takes time, and what comes behind is not shown.
        string start = text.Length > max ? text[..Whole(text, max)] + "…" : text;
        string escaped = start.AsSpan().ContainsAny("\n\r\t")
            ? start.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            : start;
        return Display.Sanitize(escaped, int.MaxValue);
    }

    /// <summary>The same, with its line ends.</summary>
    public static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => Display.Sanitize(line, int.MaxValue)));

    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
