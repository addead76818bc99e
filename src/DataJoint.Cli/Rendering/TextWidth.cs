using System.Globalization;
using System.Text;

namespace DataJoint.Cli.Rendering;

/// <summary>How many columns of a terminal a text takes.</summary>
internal static class TextWidth
{
    /// <summary>The East Asian wide and emoji blocks (https://www.unicode.org/reports/tr11/), whole blocks only.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF),
        (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Measure(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Measure(rune);
        }

        return width;
    }

    public static int Measure(Rune rune)
    {
        if (rune.Value < 0x300)
        {
            return 1;
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
        {
            return 0;
        }

        foreach ((int first, int last) in Wide)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return 2;
            }
        }

        return 1;
    }

    /// <summary>The text with spaces behind it up to a width.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Measure(text)));

    /// <summary>The text cut to a width, with an ellipsis where something is missing.</summary>
    public static string Shorten(string text, int width)
    {
        if (Measure(text) <= width)
        {
            return text;
        }

        StringBuilder shown = new();
        int taken = 1;
        foreach (Rune rune in text.EnumerateRunes())
        {
            taken += Measure(rune);
            if (taken > width)
            {
                break;
            }

            shown.Append(rune.ToString());
        }

        return shown.Append('…').ToString();
    }

    /// <summary>The text cut to a width in its middle, as paths and places are: their ends say most.</summary>
    public static string ShortenMiddle(string text, int width)
    {
        const int Both = 5; // a letter, the ellipsis and what is twice as wide
        if (Measure(text) <= width)
        {
            return text;
        }

        if (width < Both)
        {
            return Shorten(text, width);
        }

        string end = End(text, width - 1 - ((width - 1) * 2 / 5));
        return Shorten(text, width - Measure(end)) + end;
    }

    /// <summary>As much of the end as fits.</summary>
    private static string End(string text, int width)
    {
        int start = text.Length;
        int taken = 0;
        while (start > 0)
        {
            int before = start > 1 && char.IsLowSurrogate(text[start - 1]) ? start - 2 : start - 1;
            taken += Measure(text[before..start]);
            if (taken > width)
            {
                break;
            }

            start = before;
        }

        return text[start..];
    }
}
