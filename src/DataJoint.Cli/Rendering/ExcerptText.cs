using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>A source line for people, with a caret under the place: tabs become spaces, and wide characters count twice.</summary>
internal sealed class ExcerptText
{
    private const int TabWidth = 4;
    private const int Widest = 100;
    private const int Narrowest = 20;
    private const string Cut = "… ";

    private ExcerptText(string line, int column)
    {
        Line = line;
        Column = column;
    }

    /// <summary>The line as it is printed.</summary>
    public string Line { get; }

    /// <summary>How many columns are left of the caret.</summary>
    public int Column { get; }

    /// <summary>Lays it out.</summary>
    /// <param name="excerpt">The line and where the caret belongs.</param>
    /// <param name="room">The columns for it, or null when the output is not a terminal.</param>
    public static ExcerptText From(Excerpt excerpt, int? room = null)
    {
        StringBuilder line = new();
        int width = 0;
        int column = -1;
        int index = 0;
        foreach (Rune rune in excerpt.Line.EnumerateRunes())
        {
            if (index >= excerpt.Caret && column < 0)
            {
                column = width;
            }

            string shown = rune.Value == '\t' ? new string(' ', TabWidth - (width % TabWidth)) : Display.Sanitize(rune.ToString());
            line.Append(shown);
            width += TextWidth.Measure(shown);
            index += rune.Utf16SequenceLength;
        }

        return Window(line.ToString(), column < 0 ? width : column, Math.Clamp(room ?? Widest, Narrowest, Widest));
    }

    /// <summary>Of a line that is too wide, the part around the caret.</summary>
    private static ExcerptText Window(string line, int column, int widest)
    {
        if (TextWidth.Measure(line) <= widest)
        {
            return new(line.TrimEnd(), column);
        }

        int drop = Math.Max(0, column - (widest / 2));
        if (drop == 0)
        {
            return new(TextWidth.Shorten(line, widest), column);
        }

        int dropped = 0;
        int start = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (dropped >= drop)
            {
                break;
            }

            dropped += TextWidth.Measure(rune);
            start += rune.Utf16SequenceLength;
        }

        return new(TextWidth.Shorten(Cut + line[start..], widest).TrimEnd(), column - dropped + Cut.Length);
    }
}
