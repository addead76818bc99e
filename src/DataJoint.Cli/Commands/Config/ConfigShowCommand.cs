using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Settings;

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
        Arguments = [new("PREFIX", "Only what is below it, such as database, stores.main or jobs.auto_refresh", IsOptional: true) { Kind = WordKind.SettingPrefix }],
        Options = [CommonOptions.Reveal, SetOnly],
        Examples =
        [
            ("djc config show", "all settings"),
            ("djc config show stores.main", "one store, or one group"),
            ("djc config show --set-only", "without the defaults"),
            ("djc config show --env prod --format json", "what production would use, for a program"),
        ],
        Run = RunAsync,
    };

    private static async ValueTask<int> RunAsync(CommandContext context)
    {
        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        bool reveal = context.Has(CommonOptions.Reveal);
        string? prefix = context.Arguments.Count == 0 ? null : context.Arguments[0].TrimEnd('.');
        IReadOnlyList<ResolvedSetting> settings = Select(snapshot, prefix);
        if (context.Has(SetOnly))
        {
            settings = [.. settings.Where(s => s.Layer != SettingLayer.Default)];
        }

        if (reveal)
        {
            settings = SettingResolution.GetAll(await ConfigurationSnapshot.ResolveAsync(settings, context.Cancellation)); // before anything is printed
        }

        if (context.Format == OutputFormat.Json)
        {
            WriteJson(context, snapshot, settings, reveal);
            return ExitCode.Done;
        }

        ProjectText.Write(context.Output, snapshot.Project, context.OutputStyle);
        if (settings.Count > 0)
        {
            context.Output.Write('\n');
            SettingsTable.Write(context.Output, settings, reveal, context.OutputWidth, context.OutputStyle);
        }
        else
        {
            context.Output.Flush();
            context.Error.Write($"nothing is set{(prefix is null ? "" : " below " + Display.Sanitize(prefix))}: every setting is at its default\n");
        }

        context.ReportDiagnostics(snapshot.Diagnostics);
        return ExitCode.Done;
    }

    /// <summary>The settings that a prefix names: one, a group or a store.</summary>
    /// <exception cref="CommandException">There are none.</exception>
    private static IReadOnlyList<ResolvedSetting> Select(ConfigurationSnapshot snapshot, string? prefix)
    {
        IReadOnlyList<ResolvedSetting> all = [.. snapshot.ListSettings()];
        if (prefix is null)
        {
            return all;
        }

        IReadOnlyList<ResolvedSetting> selected =
            [.. all.Where(s => s.Key == prefix || s.Key.StartsWith(prefix + ".", StringComparison.Ordinal))];
        if (selected.Count == 0 && !SettingGroup.Is(prefix))
        {
            selected = [.. all.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal))];
        }

        if (selected.Count == 0 && prefix != SettingCatalogue.CustomGroup)
        {
            string? nearest = Spelling.Nearest(prefix, all.SelectMany(s => Beginnings(s.Key)).Distinct());
            throw CommandException.UsageError(
                $"no setting begins with {Display.Quote(SettingKeys.WithoutValue(prefix))}" + (nearest is null ? "" : $"; did you mean {Display.Sanitize(nearest)}?"), "djc config show lists the settings");
        }

        return selected;
    }

    /// <summary>A key and the groups that it is in.</summary>
    private static IEnumerable<string> Beginnings(string key)
    {
        for (int end = key.Length; end > 0; end = key.LastIndexOf('.', end - 1))
        {
            yield return key[..end];
        }
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
