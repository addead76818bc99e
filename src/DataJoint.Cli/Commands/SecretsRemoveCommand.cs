using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary><c>djc secrets rm KEY</c>: removes a credential.</summary>
internal static class SecretsRemoveCommand
{
    private static readonly OptionDefinition Yes = new("--yes", null, "Do not ask on a terminal");

    internal static Command Define() => new("rm", "Remove a credential from .secrets/")
    {
        Description =
            """
            Removes the credential from .secrets/: with an environment (--env, or DJ_ENV) from .secrets/datajoint.<env>.json,
            else its single-value file and its line in .secrets/datajoint.json. No copy is kept, since a forgotten copy of a
            credential is a leak. On a terminal it asks first. When there is nothing to remove, the exit code is 1.
            """,
        Arguments = [new("KEY", "The setting") { IsSettingKey = true }],
        Options = [Yes],
        Examples = [("djc secrets rm database.password", "forget the password")],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        SettingKey key = SettingKeys.CheckSyntax(context.Arguments[0]);
        ConfigurationOptions options = context.CreateOptions();
        ProjectLocation project = ProjectEditor.Locate(options);
        if (context.Terminal.IsInputTerminal && !context.Has(Yes) && !Confirm(context, key))
        {
            throw new CommandException(ExitCode.No, "nothing was removed");
        }

        IReadOnlyList<FileEdit> edits = EditReport.Guard(() => new ProjectEditor(project).RemoveSecret(key.Text));
        if (edits.Count == 0)
        {
            string where = project.Environment is null ? ".secrets/" : $".secrets/datajoint.{project.Environment}.json";
            throw new CommandException(
                ExitCode.No, $"{Display.Sanitize(key.Text)} does not stand in {where}", "djc secrets list shows what is there");
        }

        EditReport.Write(context, edits, key.Text);
        options.Settings = [];
        if (EditReport.TryLoad(options)?.Find(key) is { Origin: Origin origin })
        {
            context.Error.Write($"note: {origin} still gives {Display.Sanitize(key.Text)} a value\n");
        }

        return new(ExitCode.Done);
    }

    private static bool Confirm(CommandContext context, SettingKey key)
    {
        context.Error.Write($"Remove {Display.Sanitize(key.Text)} from .secrets/? [y/N] ");
        context.Error.Flush();
        return context.Terminal.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
