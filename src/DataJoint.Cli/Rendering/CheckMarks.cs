using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Rendering;

/// <summary>The signs in front of checks: plain ones where the terminal cannot show others.</summary>
internal sealed record CheckMarks(string Pass, string Warn, string Fail, string Skip, string Arrow, string Note)
{
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    public static CheckMarks Unicode { get; } = new("✓", "!", "✗", "-", "→", "·");

    public static CheckMarks Ascii { get; } = new("ok", "!", "x", "-", "->", "*");

    /// <summary>The signs that fit a terminal, by its locale: LC_ALL, then LC_CTYPE, then LANG. Without any, and for what is not a terminal, UTF-8 is assumed.</summary>
    public static CheckMarks For(Terminal terminal)
    {
        string? locale = LocaleVariables.Select(terminal.Find).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        bool isPlain = terminal.IsOutputTerminal && locale is not null
            && !locale.Contains("utf-8", StringComparison.OrdinalIgnoreCase) && !locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
        return isPlain ? Ascii : Unicode;
    }
}
