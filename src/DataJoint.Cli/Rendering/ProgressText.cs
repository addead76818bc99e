using System.Globalization;
using System.Text;

namespace DataJoint.Cli;

/// <summary>How far a transfer is, in one line.</summary>
internal static class ProgressText
{
    private const int BarColumns = 20;

    /// <summary>The line for a terminal: a bar when the whole is known, then amounts, rate and time left.</summary>
    internal static string Line(ProgressState state, int columns, bool isPlain)
    {
        StringBuilder line = new();
        if (state.Fraction is double fraction)
        {
            int full = (int)(fraction * BarColumns);
            line.Append(CultureInfo.InvariantCulture, $"{Math.Floor(fraction * 100),3}% ")
                .Append(isPlain ? '#' : '█', full).Append(isPlain ? '.' : '░', BarColumns - full).Append("  ");
        }

        line.Append(Amounts(state)).Append("  ").Append(state.Label);
        return TextWidth.Shorten(line.ToString(), Math.Max(20, columns - 1));
    }

    /// <summary>The line for a log.</summary>
    internal static string LogLine(ProgressState state) => $"{state.Label}: {Amounts(state)}";

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
