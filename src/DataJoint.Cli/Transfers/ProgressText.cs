using System.Globalization;
using System.Text;
using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.Transfers;

/// <summary>How far a transfer is, in one line.</summary>
internal static class ProgressText
{
    private const int BarColumns = 20;
    private const int SmallestBar = 4;

    // Two spaces and a sign that there is more.
    private const int SmallestLabel = 3;

    /// <summary>The line for a terminal: a bar when the whole is known, then amounts, rate and time left.</summary>
    public static string Line(ProgressState state, int columns, bool isPlain)
    {
        StringBuilder line = new();
        string amounts = Amounts(state);
        if (state.Fraction is double fraction)
        {
            line.Append(CultureInfo.InvariantCulture, $"{Math.Floor(fraction * 100),3}% ");

            // On a narrow terminal the time left is worth more than the bar, and the bar more than the label.
            int bar = Math.Min(BarColumns, columns - 1 - line.Length - 2 - amounts.Length - SmallestLabel);
            if (bar >= SmallestBar)
            {
                int full = (int)(fraction * bar);
                line.Append(isPlain ? '#' : '█', full).Append(isPlain ? '.' : '░', bar - full).Append("  ");
            }
        }

        line.Append(amounts);
        if (line.Length + SmallestLabel <= columns - 1)
        {
            line.Append("  ").Append(state.Label);
        }

        return TextWidth.Shorten(line.ToString(), Math.Max(20, columns - 1));
    }

    /// <summary>The line for a log.</summary>
    public static string LogLine(ProgressState state) => $"{state.Label}: {Amounts(state)}";

    private static string Amounts(ProgressState state)
    {
        StringBuilder text = new(ByteText.Size(state.Done));
        if (state.Total is long total)
        {
            text.Append(" of ").Append(ByteText.Size(total));
        }

        if (state.Rate is double rate)
        {
            text.Append("  ").Append(ByteText.Size(rate)).Append("/s");
            if (state.Total is long whole && rate >= 1)
            {
                text.Append("  ").Append(ByteText.Time(TimeSpan.FromSeconds(Math.Min((whole - state.Done) / rate, 359_999)))).Append(" left");
            }
        }

        return text.ToString();
    }
}
