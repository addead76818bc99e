namespace DataJoint.Cli.CommandLine;

/// <summary>A command cannot go on, for a reason that the user should know. Never holds a secret.</summary>
internal sealed class CommandException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="exitCode">What the process ends with.</param>
    /// <param name="message">What is wrong, in one line, starting in lower case and without a full stop.</param>
    /// <param name="hint">What to do about it, or null.</param>
    public CommandException(int exitCode, string message, string? hint = null)
        : base(message)
    {
        ExitCode = exitCode;
        Hint = hint;
    }

    public int ExitCode { get; }

    public string? Hint { get; }

    /// <summary>Wrong use: exit 2.</summary>
    public static CommandException UsageError(string message, string? hint = null) => new(CommandLine.ExitCode.UsageError, message, hint);
}
