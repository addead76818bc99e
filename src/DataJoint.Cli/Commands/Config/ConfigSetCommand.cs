using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Scans;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config set KEY VALUE</c>: edits datajoint.json in place.</summary>
internal static class ConfigSetCommand
{
    private static readonly OptionDefinition Yes = new("--yes", null, "Set a value that looks like a credential all the same");

    public static Command Define() => new("set", "Set a setting in datajoint.json")
    {
        Description =
            """
            Edits datajoint.json in place: comments, order and layout stay. The file is created when there is none. With an
            environment (--env, or DJ_ENV) the file is datajoint.<env>.json. A credential is refused: it belongs to .secrets/. So is
            a value that looks like one, such as a URL with a password or a token; --yes sets it all the same.
            $schema, the address of the JSON Schema for editors, can be set too.
            """,
        Arguments = [new("KEY", "The setting") { Kind = WordKind.PlainSetting }, new("VALUE", "Its value, as text") { Kind = WordKind.SettingValue }],
        Options = [Yes],
        Examples =
        [
            ("djc config set database.host db.example.com", "in datajoint.json"),
            ("djc config set --env dev database.host localhost", "in datajoint.dev.json"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        ConfigurationOptions options = context.CreateOptions();
        ProjectLocation project = ProjectEditor.Locate(options);
        if (context.Arguments[0] == SettingKeys.Schema)
        {
            RefuseCredential(context, SettingKeys.Schema);
            EditReport.Write(context, EditReport.Guard(() => new ProjectEditor(project).Set(SettingKeys.Schema, context.Arguments[1])), SettingKeys.Schema);
            return new(ExitCode.Done);
        }

        SettingKey key = SettingKeys.CheckSyntax(context.Arguments[0]);
        if (!key.IsSecret)
        {
            RefuseCredential(context, key.Text);
        }

        EditReport.CheckAttribute(context, key, options);
        IReadOnlyList<FileEdit> edits = EditReport.Guard(() => new ProjectEditor(project).Set(key.Text, context.Arguments[1]));
        EditReport.Write(context, edits, key.Text);
        EditReport.WarnOfEffect(context, options, key, edits[0], SettingLayer.Project);
        return new(ExitCode.Done);
    }

    /// <summary>Refuses a value that looks like a credential; one for a setting that is a credential is refused later, with its own command.</summary>
    private static void RefuseCredential(CommandContext context, string key)
    {
        if (context.Has(Yes) || SecretLookingValue.Describe(context.Arguments[1]) is not string what)
        {
            return;
        }

        string remedy = key == "database.host" ? "djc config set database.host HOST && djc secrets set database.user && djc secrets set database.password"
            : key == SettingKeys.Schema ? "give the address without it"
            : (ShellWord.From(key) is string word ? $"djc secrets set {word} asks for it" : "keep it in .secrets/") + "; --yes sets it here all the same";
        throw CommandException.UsageError(
            $"the value for {Display.Sanitize(key)} looks like {what}, and datajoint.json is meant to be committed",
            $"{remedy}. The shell keeps what was typed in its history: remove it there, and change the secret where others may have seen it");
    }
}
