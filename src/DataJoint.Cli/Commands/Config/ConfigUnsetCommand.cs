using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Configuration.Settings;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config unset KEY</c>: removes a setting from datajoint.json.</summary>
internal static class ConfigUnsetCommand
{
    public static Command Define() => new("unset", "Remove a setting from datajoint.json")
    {
        Description =
            """
            Removes the setting, and its line when it stood alone there; everything else stays. With an environment (--env, or
            DJ_ENV) the file is datajoint.<env>.json. Of a group or a store, all that stands there is removed. A key that is no
            setting can be removed too. When the key does not stand there, the exit code is 1.
            """,
        Arguments = [new("KEY", "The setting") { Kind = WordKind.ProjectSetting }],
        Examples =
        [
            ("djc config unset database.port", "use the backend's usual port"),
            ("djc config unset stores.scratch", "forget a store"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        string key = context.Arguments[0];
        ProjectLocation project = ProjectEditor.Locate(context.CreateOptions());
        FileEdit? edit = EditReport.Guard(() => new ProjectEditor(project).Unset(key));
        if (edit is null)
        {
            string file = Display.Sanitize(project.FileNameOf(project.Environment));
            throw new CommandException(
                ExitCode.Failure, $"{Display.Sanitize(key)} is not in {file}",
                key == SettingKeys.Schema ? null
                    : SettingGroup.Is(key) ? "djc config show shows what is set, and where"
                    : $"djc config explain {Display.Sanitize(key)} shows who gives it a value");
        }

        EditReport.Write(context, [edit], key);
        return new(ExitCode.Done);
    }
}
