using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;

namespace DataJoint.Cli.Statements;

/// <summary>With <c>safemode</c>, nothing is written without a yes: of the command line, or on a terminal.</summary>
internal sealed class WriteConfirmation(CommandContext context, ConfigurationSnapshot snapshot)
{
    public static readonly OptionDefinition Yes = new("--yes", null, "Run a statement that may write without asking");

    private const string YesName = "--yes";

    /// <summary>Whether the command line gives it, for all that may write.</summary>
    public bool IsOnCommandLine { get; } = context.Has(Yes);

    /// <summary>Whether there is nothing to ask about the user's own statement.</summary>
    public bool IsGiven { get; } = context.Has(Yes) || !snapshot.SafeMode;

    /// <summary>Whether there is nothing to ask about what the project runs: a project cannot consent to its own statement.</summary>
    private bool IsGivenForProject =>
        IsGiven && (IsOnCommandLine || snapshot.Find("safemode").Layer is SettingLayer.Programmatic or SettingLayer.Environment);

    /// <summary>Asks.</summary>
    /// <param name="why">Why the statement may write, to be read behind "the statement".</param>
    /// <param name="target">The database.</param>
    /// <exception cref="CommandException">There is no terminal to prompt on.</exception>
    public bool Ask(string why, string target)
    {
        if (!Question.CanBeAsked(context.Terminal))
        {
            throw CommandException.UsageError($"the statement {why}, and safemode is on, so nothing was run", $"add {YesName} to run it");
        }

        return Question.Ask(context, $"The statement {why}. Run it in {target}?");
    }

    /// <summary>Asks about <c>connection.init_function</c>; what the command line or the user's own settings consent to is named.</summary>
    /// <param name="what">The setting, its origin and what it does.</param>
    /// <param name="target">The database.</param>
    /// <exception cref="CommandException">There is no terminal to prompt on, or the answer was not yes.</exception>
    public void AskForProject(string what, string target)
    {
        if (IsGivenForProject)
        {
            context.WriteNote(what);
        }
        else if (!Question.CanBeAsked(context.Terminal))
        {
            throw CommandException.UsageError($"{what}, so nothing was run", $"look at it (djc config explain connection.init_function), then add {YesName} to run it");
        }
        else if (!Question.Ask(context, $"{what}. Run it in {target}?"))
        {
            throw Question.Declined("nothing was run");
        }
    }
}
