using System.Text;

namespace DataJoint.Cli.Rendering;

/// <summary>Breaks text for a terminal.</summary>
internal static class TextLines
{
    private const int NarrowestRoom = 20;
    private const string Command = "Run: ";

    /// <summary>Breaks what follows some columns in its line.</summary>
    /// <param name="text">One line.</param>
    /// <param name="columns">The columns of the terminal, or null when there is none: then nothing is broken.</param>
    /// <param name="before">The columns before it, and the spaces before every further line.</param>
    public static string Break(string text, int? columns, int before) => columns is int width ? Break(text, width - before, before, tail: 0) : text;

    /// <summary>Breaks a remedy, unless it is a command: that stays in one piece, so that it can be pasted.</summary>
    public static string BreakHint(string hint, int? columns, int before) =>
        hint.StartsWith(Command, StringComparison.Ordinal) ? hint : Break(hint, columns, before);

    /// <summary>Breaks between words; a word that is too long stays whole, since it may be a path.</summary>
    /// <param name="text">One line.</param>
    /// <param name="room">The columns for it; with fewer than 20 nothing is broken.</param>
    /// <param name="indent">The spaces before every further line.</param>
    /// <param name="tail">The columns of what follows the text after a space.</param>
    public static string Break(string text, int room, int indent, int tail)
    {
        int after = tail == 0 ? 0 : tail + 1;
        if (room < NarrowestRoom || TextWidth.Measure(text) + after <= room)
        {
            return text;
        }

        StringBuilder broken = new();
        int used = 0;
        foreach (string word in text.Split(' '))
        {
            int needed = TextWidth.Measure(word);
            if (used > 0 && used + 1 + needed > room)
            {
                broken.Append('\n').Append(' ', indent);
                used = 0;
            }
            else if (used > 0)
            {
                broken.Append(' ');
                used++;
            }

            broken.Append(word);
            used += needed;
        }

        return tail == 0 || used + after <= room ? broken.ToString() : broken.Append('\n').Append(' ', indent - 1).ToString();
    }
}
