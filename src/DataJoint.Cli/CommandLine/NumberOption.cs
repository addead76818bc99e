using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Cli.CommandLine;

/// <summary>Options whose values are numbers or times.</summary>
internal static class NumberOption
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(365);

    /// <summary>A whole number.</summary>
    /// <returns>Null when the option is not given.</returns>
    /// <exception cref="CommandException">it is not a number, or out of bounds.</exception>
    public static int? Read(CommandContext context, OptionDefinition option, int least, int most)
    {
        if (!context.Line.TryGet(option, out string? text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw CommandException.UsageError($"{option.Name}: {Display.Quote(text)} is not a number from {least} to {most}");
    }

    /// <summary>A time: a number with <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; 0 needs no unit.</summary>
    /// <returns>Null when the option is not given.</returns>
    /// <exception cref="CommandException">It is no time.</exception>
    public static TimeSpan? ReadTime(CommandContext context, OptionDefinition option)
    {
        if (!context.Line.TryGet(option, out string? text))
        {
            return null;
        }

        TimeSpan? unit = text.Length < 2 ? null : text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        bool isNumber = int.TryParse(text == "0" ? text : text[..^Math.Min(1, text.Length)], NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        return text == "0" ? TimeSpan.Zero
            : unit is TimeSpan each && isNumber && count <= LongestTime / each ? count * each
            : throw CommandException.UsageError($"{option.Name}: {Display.Quote(text)} is not a time", "write a number and its unit, as in 30s, 10m, 12h or 7d");
    }
}
