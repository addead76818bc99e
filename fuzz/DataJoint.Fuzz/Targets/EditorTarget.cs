using System.Text;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing.Json;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Snapshots;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Fuzz;

/// <summary>Edits of any text: what is set can be read, what is unset is gone, and everything else stays byte for byte.</summary>
internal static class EditorTarget
{
    private static readonly (string Key, string Json)[] Edits =
    [
        ("database.host", "\"edited\""), ("database.tls.ca", "\"/edited.pem\""), ("loglevel", "\"DEBUG\""), ("safemode", "false"),
        ("stores.main.bucket", "\"edited\""), ("custom.note", "\"edited\""), ("database.port", "4711"),
    ];

    public static IEnumerable<Diagnostic> Run(byte[] bytes)
    {
        foreach ((string key, string json) in Edits)
        {
            byte[] set;
            bool had;
            try
            {
                had = JsonEditor.Has(bytes, key);
                set = JsonEditor.Set(bytes, key, json);
            }
            catch (JsonEditFault fault)
            {
                return [new Diagnostic(fault.Fault.Rule, fault.Fault.Message, fault.Fault.Hint)];
            }

            CheckSet(bytes, set, (key, json), had);
            byte[] unset = JsonEditor.Unset(set, key, out bool removed);
            FuzzFailure.Unless(removed && !JsonEditor.Has(unset, key), $"{key} is still there after it was unset");
            FuzzFailure.Unless(had || Print(bytes, null) == Print(unset, null), $"setting and unsetting {key} changed another setting");
            FuzzFailure.Unless(Print(bytes, key) == Print(unset, key), $"unsetting {key} changed another setting");
        }

        return [];
    }

    private static void CheckSet(byte[] before, byte[] after, (string Key, string Json) edit, bool had)
    {
        FuzzFailure.Unless(JsonEditor.Has(after, edit.Key), $"{edit.Key} is not there after it was set");
        FuzzFailure.Unless(had || IsSubsequence(before, after), $"setting {edit.Key} removed something");
        FuzzFailure.Unless(Print(before, edit.Key) == Print(after, edit.Key), $"setting {edit.Key} changed another setting");
        FuzzFailure.Unless(SettingKey.TryParse(edit.Key, out SettingKey? key), edit.Key + " is a key");
        DiagnosticBag diagnostics = new();
        ValueTable table = JsonSettings.Read(JsonSource.File(after, "x", SettingLayer.Secrets), diagnostics);
        bool isRead = table.Get(key!.Value) is RawValue raw && new SettingValue(raw.Value).Reveal() is string value
            && string.Equals(value, edit.Json.Trim('"'), StringComparison.OrdinalIgnoreCase);
        FuzzFailure.Unless(isRead || diagnostics.ToList(strict: false).Any(d => d.Severity == DiagnosticSeverity.Error), $"{edit.Key} does not read as it was set");
    }

    /// <summary>Every value but that of one setting, and every problem, without places.</summary>
    private static string Print(byte[] bytes, string? except)
    {
        DiagnosticBag diagnostics = new();
        ValueTable table = JsonSettings.Read(JsonSource.File(bytes, "x", SettingLayer.Secrets), diagnostics);
        ProjectLocation project = new("/", null, hasConfigFile: false, EntryFacts.Missing, null);
        ConfigurationSnapshot snapshot = new(new LayerStack([table]), new LoadContext(project, [], false));
        StringBuilder text = new();
        foreach (ResolvedSetting setting in snapshot.ListSettings())
        {
            // A host may carry the port, and what verifies depends on the authority: an edit of one is an edit of both.
            bool follows = except is not null && setting.Key is "database.port" or "database.tls.verify";
            if (setting.Key != except && !follows && setting.Layer != SettingLayer.Default)
            {
                text.Append(setting.Key).Append('=').Append(setting.Value.Reveal()).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>White space apart: an empty object's may give way to the layout of the new member.</summary>
    private static bool IsSubsequence(byte[] part, byte[] whole)
    {
        byte[] visible = [.. part.Where(b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))];
        int i = 0;
        foreach (byte value in whole)
        {
            i += i < visible.Length && visible[i] == value ? 1 : 0;
        }

        return i == visible.Length;
    }
}
