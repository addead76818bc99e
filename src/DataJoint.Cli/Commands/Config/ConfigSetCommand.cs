using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config set KEY VALUE</c>: edits datajoint.json in place.</summary>
internal static class ConfigSetCommand
{
    private const string Schema = "$schema";

    public static Command Define() => new("set", "Set a setting in datajoint.json")
    {
        Description =
            """
            Edits datajoint.json in place: comments, order and layout stay. The file is created when there is none. With an
            environment (--env, or DJ_ENV) the file is datajoint.<env>.json. A credential is refused: it belongs to .secrets/.
            $schema, the address of the JSON Schema for editors, can be set too.
            """,
        Arguments = [new("KEY", "The setting") { Kind = WordKind.PlainSetting }, new("VALUE", "Its value, as text") { Kind = WordKind.SettingValue }],
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
        if (context.Arguments[0] == Schema)
        {
            EditReport.Write(context, EditReport.Guard(() => new ProjectEditor(project).Set(Schema, context.Arguments[1])), Schema);
            return new(ExitCode.Done);
        }

        SettingKey key = SettingKeys.CheckSyntax(context.Arguments[0]);
        EditReport.CheckAttribute(context, key, options);
        IReadOnlyList<FileEdit> edits = EditReport.Guard(() => new ProjectEditor(project).Set(key.Text, context.Arguments[1]));
        EditReport.Write(context, edits, key.Text);
        EditReport.WarnOfEffect(context, options, key, edits[0], SettingLayer.Project);
        return new(ExitCode.Done);
    }
}
