using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Configuration;

namespace DataJoint.Cli.Exports;

/// <summary>Creates the secrets that an exported block names, with the program that keeps them.</summary>
internal static class ExportedSecrets
{
    /// <summary>Asks, and creates them one after another.</summary>
    /// <exception cref="CommandException">The program is not there, it refused, or the user did.</exception>
    public static void Create(CommandContext context, IReadOnlyList<SecretCommand> commands, bool isConfirmed, string? directory)
    {
        if (commands.Count == 0)
        {
            context.WriteNote("there are no secrets to create");
            return;
        }

        if (commands.FirstOrDefault(c => c.Secret.Text is "") is SecretCommand empty)
        {
            throw ExportText.CreateException(empty.Secret, $"it is empty, which {empty.Program} does not keep", "give it a value, or none: djc secrets rm");
        }

        string keeper = commands[0].Program;
        string program = ToolProcess.Find(context, keeper) ?? throw new CommandException(
            ExitCode.Failure, $"{keeper} was not found", "it is in none of the directories of PATH; without --apply the commands are printed");
        if (!isConfirmed)
        {
            Confirm(context, commands);
        }

        foreach (SecretCommand command in commands)
        {
            Create(context, command, program, directory);
        }
    }

    private static void Create(CommandContext context, SecretCommand command, string program, string? directory)
    {
        List<string> complaints = [];
        foreach (IReadOnlyList<string> words in command.Attempts)
        {
            (bool isDone, _, string error) = ToolProcess.Run(context, program, words, ExportText.Get(command.Secret), directory);
            if (isDone)
            {
                context.Error.Write($"{(complaints.Count == 0 ? "created" : "replaced")} {command.Secret.Name}\n");
                return;
            }

            complaints.Add(Excerpt(error, command.Secret));
        }

        context.Error.Write(string.Concat(complaints.Distinct()));
        throw new CommandException(
            ExitCode.Unreachable, $"{string.Join(" and ", command.Lines)} failed", "what was created before stays; run it again when the cause is removed");
    }

    private static void Confirm(CommandContext context, IReadOnlyList<SecretCommand> commands)
    {
        string names = string.Join(", ", commands.Select(c => c.Secret.Name));
        if (!Question.CanBeAsked(context.Terminal))
        {
            throw CommandException.UsageError($"{names}: cannot prompt: no terminal", "add --yes to create them without a question");
        }

        if (!Question.Ask(context, $"Create or replace with {commands[0].Program}: {names}?"))
        {
            throw Question.Declined("nothing was created");
        }
    }

    /// <summary>What the program said, without the secret, should it repeat it in whatever form; one that is too short to have others is looked for as it is.</summary>
    private static string Excerpt(string error, SettingVariable secret)
    {
        string text = secret.Text!;
        string masked = text.Length < SecretForms.MinLength ? error.Replace(text, Secret.Mask, StringComparison.Ordinal) : MaskedCopy.Apply(new OutputMask([text]), error);
        return string.Concat(masked.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(5).Select(line => $"  {Display.Sanitize(line, 400)}\n"));
    }
}
