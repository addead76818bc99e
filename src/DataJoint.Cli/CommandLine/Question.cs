using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.CommandLine;

/// <summary>A question on a terminal that only a yes answers in the affirmative.</summary>
internal static class Question
{
    /// <summary>Whether there is somebody to ask who can see the question.</summary>
    public static bool CanBeAsked(Terminal terminal) => terminal.IsInputTerminal && terminal.IsErrorTerminal;

    /// <summary>Asks.</summary>
    /// <param name="context">Whose terminal is asked, and whose Ctrl-C ends the wait.</param>
    /// <param name="text">The question, with its question mark.</param>
    /// <returns>True after <c>y</c> or <c>yes</c>, in any case; false after anything else, or when the input ends.</returns>
    /// <exception cref="OperationCanceledException">Ctrl-C instead of an answer.</exception>
    public static bool Ask(CommandContext context, string text)
    {
        Terminal terminal = context.Terminal;
        CancellationToken interruption = context.Cancellation;
        terminal.Output.Flush();
        terminal.Error.Write(text + " [y/N] ");
        terminal.Error.Flush();
        return ReadLine(terminal, interruption)?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Asks for a line of text.</summary>
    /// <param name="context">Whose terminal is asked, and whose Ctrl-C ends the wait.</param>
    /// <param name="text">The question.</param>
    /// <returns>What was typed, without white space around it; empty when there is nothing.</returns>
    /// <exception cref="OperationCanceledException">Ctrl-C instead of an answer.</exception>
    public static string AskText(CommandContext context, string text)
    {
        Terminal terminal = context.Terminal;
        terminal.Output.Flush();
        terminal.Error.Write(text + " ");
        terminal.Error.Flush();
        return ReadLine(terminal, context.Cancellation)?.Trim() ?? "";
    }

    /// <summary>What a command ends with when the answer was not yes.</summary>
    /// <param name="outcome">What follows, such as <c>nothing was removed</c>.</param>
    public static CommandException Declined(string outcome) => new(ExitCode.Failure, outcome);

    /// <summary>A read from the keyboard blocks in the system and sees no token, so it gets a thread of its own; given up, it ends with the process.</summary>
    private static string? ReadLine(Terminal terminal, CancellationToken interruption)
    {
        try
        {
            string? line = Task.Run(terminal.ReadLine, CancellationToken.None).WaitAsync(interruption).GetAwaiter().GetResult();
            interruption.ThrowIfCancellationRequested(); // both may have come
            if (line is null)
            {
                terminal.Error.Write('\n'); // nobody pressed Enter
            }

            return line;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.Write('\n'); // what the shell says next begins a line
            throw;
        }
    }
}
