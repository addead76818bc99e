using System.Text.Json;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.CommandLine;

/// <summary>What the editing commands have in common: refusals, and telling what was done.</summary>
internal static class EditReport
{
    /// <summary>Runs an edit; a refusal is wrong use.</summary>
    public static T Guard<T>(Func<T> edit)
    {
        try
        {
            return edit();
        }
        catch (ConfigurationEditException refused)
        {
            throw CommandException.UsageError(refused.Message, refused.Diagnostic.Hint);
        }
        catch (KeyNotFoundException unknown)
        {
            throw CommandException.UsageError(unknown.Message.TrimEnd('.'), "djc config show lists the settings");
        }
        catch (ArgumentException unfit)
        {
            throw CommandException.UsageError(unfit.Message);
        }
    }

    /// <summary>Refuses a store's attribute that its protocol does not know; a configuration that cannot be loaded does not prevent the fix.</summary>
    public static void CheckAttribute(CommandContext context, SettingKey key, ConfigurationOptions options)
    {
        if (key.Store is not null && !key.IsSecret && TryLoad(options) is ConfigurationSnapshot snapshot)
        {
            SettingKeys.CheckAttribute(snapshot, key);
        }
    }

    /// <summary>Tells which files were touched.</summary>
    public static void Write(CommandContext context, IReadOnlyList<FileEdit> edits, string? key = null)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                if (key is not null)
                {
                    json.WriteString("key", key);
                }

                WriteFiles(json, edits);
            });
            return;
        }

        foreach (FileEdit edit in edits)
        {
            string outcome = NameOf(edit.Outcome).PadRight(8);
            string shown = edit.Outcome == EditOutcome.Kept ? context.OutputStyle.Dim(outcome) : context.OutputStyle.Green(outcome);
            context.Output.Write($"{shown} {Display.Sanitize(edit.Path)}\n");
        }
    }

    /// <summary>Writes the member <c>files</c>.</summary>
    public static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<FileEdit> edits)
    {
        json.WriteStartArray("files");
        foreach (FileEdit edit in edits)
        {
            json.WriteStartObject();
            json.WriteString("path", edit.Path);
            json.WriteString("outcome", NameOf(edit.Outcome));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Tells what is suspect about the new value, and when a higher place keeps it from having an effect.</summary>
    public static void WarnOfEffect(
        CommandContext context, ConfigurationOptions options, SettingKey key, FileEdit edit, SettingLayer layer)
    {
        options.Settings = [];
        if (TryLoad(options) is not ConfigurationSnapshot snapshot)
        {
            context.WriteNote("the configuration still has other problems: djc check shows them");
            return;
        }

        if (layer == SettingLayer.Secrets)
        {
            context.ReportDiagnostics([.. snapshot.Diagnostics.Where(d => d.Id == DiagnosticIds.SecretsDirectoryOpen)]);
        }

        ResolvedSetting setting = snapshot.Find(key.Text);
        bool wins = setting.Layer == layer && setting.Origin?.Source == edit.Path;
        if (wins)
        {
            context.ReportDiagnostics([.. snapshot.Diagnostics.Where(d => d.Origin?.ToString() == setting.Origin!.ToString())]);
        }
        else if (setting.Origin is not null && setting.Layer >= layer)
        {
            context.WriteNote($"{setting.Origin} gives {Display.Sanitize(key.Text)} too, and wins ({SettingJson.NameOf(setting.Layer)})");
        }
    }

    public static ConfigurationSnapshot? TryLoad(ConfigurationOptions options)
    {
        try
        {
            return DataJointConfig.Load(options).Snapshot;
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    private static string NameOf(EditOutcome outcome) => outcome switch
    {
        EditOutcome.Created => "created",
        EditOutcome.Changed => "changed",
        EditOutcome.Removed => "removed",
        _ => "kept",
    };
}
