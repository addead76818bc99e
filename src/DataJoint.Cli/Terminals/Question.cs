namespace DataJoint.Cli;

/// <summary>A question on a terminal that only a yes answers in the affirmative.</summary>
internal static class Question
{
    /// <summary>Whether there is somebody to ask who can see the question.</summary>
    internal static bool CanBeAsked(Terminal terminal) => terminal.IsInputTerminal && terminal.IsErrorTerminal;

    /// <summary>Asks.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="text">The question, with its question mark.</param>
    /// <returns>True after <c>y</c> or <c>yes</c>, in any case; false after anything else, or when the input ends.</returns>
    internal static bool Ask(Terminal terminal, string text)
    {
        terminal.Output.Flush();
        terminal.Error.Write(text + " [y/N] ");
        terminal.Error.Flush();
        return terminal.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>What a command ends with when the answer was not yes.</summary>
    /// <param name="outcome">What follows, such as <c>nothing was removed</c>.</param>
    internal static CommandException Declined(string outcome) => new(ExitCode.No, outcome);
}
