using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>A question whose answer is not shown.</summary>
internal static class HiddenLine
{
    /// <summary>Asks.</summary>
    /// <param name="context">Whose terminal.</param>
    /// <param name="key">The setting that is meant.</param>
    /// <param name="question">The question.</param>
    /// <exception cref="CommandException">There was no answer, or a terminal does not take it whole.</exception>
    public static string Ask(CommandContext context, string key, string question)
    {
        CancellationToken interruption = context.Cancellation; // listens before the question
        string? typed = null;
        try
        {
            typed = context.Terminal.ReadHiddenLine(Show, interruption);
        }
        finally
        {
            context.Error.Write('\n'); // the one that was typed is hidden, too
        }

        return string.IsNullOrWhiteSpace(typed) ? throw Empty(key)
            : Encoding.UTF8.GetByteCount(typed) < Terminal.MaxLine ? typed
            : throw CommandException.UsageError(
                "the value is longer than a terminal takes as a line", $"djc secrets set {Display.Sanitize(key)} < FILE takes it from a file");

        void Show()
        {
            context.Error.Write(question);
            context.Error.Flush();
        }
    }

    public static CommandException Empty(string key) =>
        CommandException.UsageError($"no value was given for {Display.Sanitize(key)}", $"djc secrets rm {Display.Sanitize(key)} removes one");
}
