using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>A value on the line after its name, further to the right: in YAML, in settings of Python, and after the backslash of Java's.</summary>
internal static class NextLine
{
    private const int LongestIndent = 200;

    /// <summary>Finds it.</summary>
    /// <param name="passage">The text.</param>
    /// <param name="keyStart">Where the name begins.</param>
    /// <param name="at">Where its line ends, or its backslash is.</param>
    /// <returns>Where the value begins; -1 when there is none.</returns>
    public static int Find(in Passage passage, int keyStart, int at)
    {
        ReadOnlySpan<char> rest = passage.Text[at..Math.Min(passage.Text.Length, at + LongestIndent)];
        bool isContinued = rest.StartsWith("\\\n") || rest.StartsWith("\\\r\n");
        if (passage.Kind != TextKind.Settings || (rest[0] == '\\' && !isContinued))
        {
            return -1;
        }

        int start = at + rest.IndexOf('\n') + 1;
        int value = start;
        while (value - start < LongestIndent && passage.At(value) is ' ' or '\t')
        {
            value++;
        }

        ReadOnlySpan<char> line = passage.Text[value..passage.LineEnd(value)].TrimEnd();
        bool isDeeper = value - start > passage.ContentStart(keyStart) - passage.LineStart(keyStart);
        bool isOther = line.IsEmpty || line[0] is '-' or '#' or '{' or '[' or '<' or '?' || line[^1] == ':'
            || line.Contains(": ", StringComparison.Ordinal) || line.Contains(" =", StringComparison.Ordinal);
        return start > at && !isOther && (isDeeper || isContinued) ? value : -1;
    }
}
