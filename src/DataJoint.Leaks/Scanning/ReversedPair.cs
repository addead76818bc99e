using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>A value before its name: <c>value: …</c> and then <c>name: DJ_PASS</c>, as in Kubernetes, task definitions and XML.</summary>
internal static class ReversedPair
{
    private const int LongestGap = 200;

    /// <summary>Reads one.</summary>
    /// <param name="passage">The text.</param>
    /// <param name="nameStart">Where the name of the credential begins.</param>
    /// <param name="value">Where its value is.</param>
    /// <param name="isQuoted">Whether it stands in quotes.</param>
    public static bool TryRead(in Passage passage, int nameStart, out (int Start, int End) value, out bool isQuoted)
    {
        value = default;
        isQuoted = false;
        int at = SkipBack(passage, nameStart, "\"'\\ \t");
        if (passage.At(at - 1) is not (':' or '='))
        {
            return false;
        }

        at = SkipBack(passage, at - 1, "\"'\\ \t");
        int length = EndsWithWord(passage, at, "name") ? 4 : EndsWithWord(passage, at, "key") ? 3 : 0;
        int gap = SkipBack(passage, at - length, "\"'\\");
        int end = SkipBack(passage, gap, " \t\r\n,");
        if (length == 0 || end == gap)
        {
            return false;
        }

        isQuoted = passage.At(end - 1) is '"' or '\'';
        int open = isQuoted ? FindQuote(passage, ref end) : FindValue(passage, end);
        if (open < 0)
        {
            return false;
        }

        int before = isQuoted ? SkipBack(passage, open - 1, "\\ \t") : SkipBack(passage, open, " \t");
        value = (open, end);
        return passage.At(before - 1) is ':' or '=' && EndsWithWord(passage, SkipBack(passage, before - 1, "\"'\\ \t"), "value") && end > open;
    }

    /// <summary>Where the quoted text begins that ends here; the end moves before its quote.</summary>
    private static int FindQuote(in Passage passage, ref int end)
    {
        char quote = passage.Text[end - 1];
        end = SkipBack(passage, end - 1, "\\");
        int start = passage.LineStart(end);
        int open = passage.Text[start..end].LastIndexOf(quote);
        return open < 0 ? -1 : start + open + 1;
    }

    /// <summary>The same without quotes, after the colon of its line.</summary>
    private static int FindValue(in Passage passage, int end)
    {
        int start = passage.LineStart(end);
        int colon = passage.Kind == TextKind.Settings ? passage.Text[start..end].IndexOf(':') : -1;
        return colon < 0 ? -1 : start + colon + 1 + (passage.Text[(start + colon + 1)..end].IndexOfAnyExcept(' ', '\t') is int blanks and > 0 ? blanks : 0);
    }

    private static bool EndsWithWord(in Passage passage, int end, ReadOnlySpan<char> word) =>
        end >= word.Length && passage.Text[(end - word.Length)..end].Equals(word, StringComparison.OrdinalIgnoreCase)
        && !char.IsAsciiLetterOrDigit(passage.At(end - word.Length - 1));

    private static int SkipBack(in Passage passage, int at, ReadOnlySpan<char> skipped)
    {
        int lowest = Math.Max(0, at - LongestGap);
        while (at > lowest && skipped.Contains(passage.Text[at - 1]))
        {
            at--;
        }

        return at;
    }
}
