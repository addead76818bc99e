using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary><c>djc secrets rm KEY</c>: removes a credential.</summary>
internal static class SecretsRemoveCommand
{
    private static readonly OptionDefinition Yes = new("--yes", null, "Do not ask on a terminal");

    public static Command Define() => new("rm", "Remove a credential from .secrets/")
    {
        Description =
            """
            Removes the credential from .secrets/: with an environment (--env, or DJ_ENV) from .secrets/datajoint.<env>.json,
            else its single-value file and its line in .secrets/datajoint.json. No copy is kept, since a forgotten copy of a
            credential is a leak. On a terminal it asks first. When there is nothing to remove, the exit code is 1; places that
            still give the setting a value are named.
            """,
        Arguments = [new("KEY", "The setting") { Kind = WordKind.StoredSecret }],
        Options = [Yes],
        Examples = [("djc secrets rm database.password", "forget the password")],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        SettingKey key = SettingKeys.CheckSyntax(context.Arguments[0]);
        ConfigurationOptions options = context.CreateOptions();
        ProjectLocation project = ProjectEditor.Locate(options);
        if (context.Terminal.IsInputTerminal && !context.Has(Yes)
            && !Question.Ask(context, $"Remove {Display.Sanitize(key.Text)} from .secrets/?"))
        {
            throw Question.Declined("nothing was removed");
        }

        IReadOnlyList<FileEdit> edits = EditReport.Guard(() => new ProjectEditor(project).RemoveSecret(key.Text));
        options.Settings = [];
        string remaining = Remaining(options, key);
        if (edits.Count == 0)
        {
            throw NothingThere(project, key, remaining);
        }

        EditReport.Write(context, edits, key.Text);
        if (remaining.Length > 0)
        {
            context.WriteNote($"{remaining} still gives {Display.Sanitize(key.Text)} a value");
        }

        return new(ExitCode.Done);
    }

    private static CommandException NothingThere(ProjectLocation project, SettingKey key, string remaining)
    {
        string shown = Display.Sanitize(key.Text);
        string where = project.Environment is null ? ".secrets/" : $".secrets/datajoint.{project.Environment}.json";
        string hint = remaining.Length == 0 ? "djc secrets list shows what is there"
            : project.Environment is null ? $"{remaining} gives it a value"
            : $"{remaining} gives it a value; without an environment (no --env, DJ_ENV empty) djc secrets rm removes what every environment shares";
        return new CommandException(ExitCode.Failure, $"{shown} is not in {where}", hint);
    }

    /// <summary>The places that give the setting a value, the winning one first; empty when there is none, or when they cannot be loaded.</summary>
    private static string Remaining(ConfigurationOptions options, SettingKey key) =>
        EditReport.TryLoad(options) is ConfigurationSnapshot snapshot
            ? string.Join(", ", snapshot.Explain(key.Text).Candidates.Where(c => c.Origin is not null).Select(c => c.Origin!.ToString()))
            : "";
}
