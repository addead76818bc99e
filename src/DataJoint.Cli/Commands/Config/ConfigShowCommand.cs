using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config show</c>: every setting, its value, its layer and its place.</summary>
internal static class ConfigShowCommand
{
    private static readonly OptionDefinition SetOnly = new("--set-only", null, "Omit what is not set");

    public static Command Define() => new("show", "Show every setting, its value and where it comes from")
    {
        Description =
            """
            The table has the layer that gives each value (programmatic, environment, secrets, project or default)
            and the place in it: file:line:column, or the name of the variable. Secrets are shown as ********.
            """,
        Options = [CommonOptions.Reveal, SetOnly],
        Examples =
        [
            ("djc config show", "all settings"),
            ("djc config show --set-only", "without the defaults"),
            ("djc config show --env prod --format json", "what production would use, for a program"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        bool reveal = context.Has(CommonOptions.Reveal);
        IEnumerable<ResolvedSetting> settings = snapshot.ListSettings();
        if (context.Has(SetOnly))
        {
            settings = settings.Where(s => s.Layer != SettingLayer.Default);
        }

        if (context.Format == OutputFormat.Json)
        {
            WriteJson(context, snapshot, settings, reveal);
            return new(ExitCode.Done);
        }

        ProjectText.Write(context.Output, snapshot.Project, context.OutputStyle);
        context.Output.Write('\n');
        SettingsTable.Write(context.Output, settings, reveal, context.OutputWidth, context.OutputStyle);
        context.ReportDiagnostics(snapshot.Diagnostics);
        return new(ExitCode.Done);
    }

    private static void WriteJson(CommandContext context, ConfigurationSnapshot snapshot, IEnumerable<ResolvedSetting> settings, bool reveal) =>
        context.WriteJson(json =>
        {
            json.WriteNumber("version", 1);
            ProjectJson.WriteMember(json, snapshot.Project);
            json.WriteStartObject("settings");
            foreach (ResolvedSetting setting in settings)
            {
                json.WriteStartObject(setting.Key);
                SettingJson.WriteMembers(json, setting, reveal);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            DiagnosticJson.WriteMember(json, snapshot.Diagnostics);
        });
}
