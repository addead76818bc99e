using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config get KEY</c>: one bare value, for scripts.</summary>
internal static class ConfigGetCommand
{
    public static Command Define() => new("get", "Print the value of one setting")
    {
        Description =
            """
            Prints the bare value and a newline, for use in scripts. Without a value standard output stays empty and the exit code is 1.
            A secret is printed with --reveal only; without it the exit code is 2. The password in a URL is masked without --reveal.
            $schema, the address of the JSON Schema for editors, is read from the file that config set writes it to.
            """,
        Arguments = [new("KEY", "The setting, such as database.host or stores.main.bucket") { Kind = WordKind.Setting }],
        Options = [CommonOptions.Reveal],
        Examples =
        [
            ("djc config get database.host", "print the host"),
            ("djc config get database.password --reveal", "print the password, for a program that can take it no other way"),
        ],
        Run = RunAsync,
    };

    private static async ValueTask<int> RunAsync(CommandContext context)
    {
        string key = context.Arguments[0];
        if (key == SettingKeys.Schema)
        {
            return WriteSchema(context);
        }

        SettingKeys.CheckSyntax(key);
        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        ResolvedSetting setting = snapshot.Find(key);
        SettingKeys.CheckKnown(snapshot, setting);
        bool reveal = context.Has(CommonOptions.Reveal);
        if (setting.IsSecret && !reveal)
        {
            throw CommandException.UsageError($"{Display.Sanitize(key)} is a secret", $"djc config get {Display.Sanitize(key)} --reveal prints it");
        }

        setting = await setting.ResolveAsync(context.Cancellation);
        context.ReportDiagnostics(snapshot.Diagnostics);
        if (!setting.Value.HasValue)
        {
            throw new CommandException(ExitCode.Failure, $"{Display.Sanitize(key)} has no value", $"djc config explain {Display.Sanitize(key)} shows where it may be set");
        }

        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                json.WriteString("key", setting.Key);
                SettingJson.WriteMembers(json, setting, reveal);
                DiagnosticJson.WriteMember(json, snapshot.Diagnostics);
            });
        }
        else
        {
            WriteText(context, setting, reveal);
        }

        return ExitCode.Done;
    }

    /// <summary>It is not a setting, so no layer but the file has it.</summary>
    private static int WriteSchema(CommandContext context)
    {
        ProjectLocation project = ProjectEditor.Locate(context.CreateOptions());
        string? address = EditReport.Guard(() => new ProjectEditor(project).FindSchema());
        if (address is null)
        {
            throw new CommandException(
                ExitCode.Failure, $"{SettingKeys.Schema} is not in {Display.Sanitize(project.FileNameOf(project.Environment))}",
                $"Run: djc config set '{SettingKeys.Schema}' ./{ConfigurationSchema.FileName}");
        }

        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                json.WriteString("key", SettingKeys.Schema);
                json.WriteString("value", address);
            });
        }
        else
        {
            context.Output.Write(address + "\n");
        }

        return ExitCode.Done;
    }

    private static void WriteText(CommandContext context, ResolvedSetting setting, bool reveal)
    {
        string? whole = setting.Value.Reveal();
        string? shown = reveal ? whole : setting.Value.ToString();
        context.Output.Write(shown);
        context.Output.Write('\n');
        if (shown != whole)
        {
            context.Output.Flush();
            context.WriteNote($"the password in {Display.Sanitize(setting.Key)} is masked; --reveal prints it");
        }
    }
}
