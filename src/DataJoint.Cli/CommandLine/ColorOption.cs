using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.CommandLine;

/// <summary>Whether there are colours: what an option says, else what the variables say, else whether a terminal shows them.</summary>
internal static class ColorOption
{
    public const string Auto = "auto";
    public const string Always = "always";
    public const string Never = "never";

    /// <summary>The words of <c>--color</c>.</summary>
    public static readonly IReadOnlyList<string> Choices = [Auto, Always, Never];

    /// <summary>Whether an output gets colours.</summary>
    /// <param name="terminal">Whose variables count.</param>
    /// <param name="choice">What <c>--color</c> says, or null.</param>
    /// <param name="isTerminal">Whether the output is a terminal.</param>
    public static bool IsOn(Terminal terminal, string? choice, bool isTerminal) => choice switch
    {
        Always => true,
        Never => false,
        _ => terminal.WantsColor ?? (isTerminal && terminal.Find("TERM") != "dumb"),
    };

    /// <summary>What a command line says.</summary>
    public static string? Choice(ParsedCommandLine line) =>
        line.Has(GlobalOptions.NoColor) ? Never : line.TryGet(GlobalOptions.Color, out string? choice) ? choice : null;

    /// <summary>What a command line seems to say that was not understood: what looks like an option is believed.</summary>
    public static string? Guess(IReadOnlyList<string> words)
    {
        string? choice = null;
        for (int i = 0; i < words.Count && words[i] != "--"; i++)
        {
            choice = words[i] == GlobalOptions.NoColor.Name ? Never
                : words[i] == GlobalOptions.Color.Name && i + 1 < words.Count ? words[i + 1]
                : words[i].StartsWith(GlobalOptions.Color.Name + "=", StringComparison.Ordinal) ? words[i][(GlobalOptions.Color.Name.Length + 1)..]
                : choice;
        }

        return choice;
    }
}
