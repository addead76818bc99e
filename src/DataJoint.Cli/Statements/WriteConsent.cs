using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>With <c>safemode</c>, nothing is written without a yes: of the command line, or on a terminal.</summary>
internal sealed class WriteConsent(CommandContext context, ConfigurationSnapshot snapshot)
{
    internal static readonly OptionDefinition Yes = new("--yes", null, "Run a statement that may write without asking");

    private const string YesName = "--yes";

    /// <summary>Whether there is nothing to ask.</summary>
    internal bool IsGiven { get; } = context.Has(Yes) || !snapshot.SafeMode;

    /// <summary>Asks.</summary>
    /// <param name="why">Why the statement may write, to be read behind "the statement".</param>
    /// <param name="target">The database.</param>
    /// <exception cref="CommandException">Nobody can be asked.</exception>
    internal bool Ask(string why, string target)
    {
        if (!Question.CanBeAsked(context.Terminal))
        {
            throw CommandException.WrongUse($"the statement {why}, and safemode is on, so nothing was run", $"add {YesName} to run it");
        }

        return Question.Ask(context, $"The statement {why}. Run it in {target}?");
    }
}
