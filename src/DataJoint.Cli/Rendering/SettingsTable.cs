using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>The settings as a table for people: grouped, defaults dimmed, what is missing shown as a dash.</summary>
internal static class SettingsTable
{
    /// <summary>What is left at least of a key, a value and a place, when it is shortened.</summary>
    public const int ShortestKey = 30;
    public const int ShortestValue = 16;
    public const int ShortestOrigin = 14;

    private const int Longest = 4096;
    private const string Nothing = "–";

    public static void Write(TextWriter writer, IEnumerable<ResolvedSetting> settings, bool reveal, int? width, Style style)
    {
        TextTable table = new(
            new TableColumn("SETTING") { Least = ShortestKey },
            new TableColumn("VALUE") { Least = ShortestValue },
            new TableColumn("SOURCE") { Drop = ColumnDrop.First },
            new TableColumn("ORIGIN") { Least = ShortestOrigin, Drop = ColumnDrop.Last });
        string? group = null;
        foreach (ResolvedSetting setting in settings)
        {
            if (GroupOf(setting.Key) is string next && next != group)
            {
                table.AddGap();
                group = next;
            }

            bool isDefault = setting.Layer == SettingLayer.Default;
            table.Add(
                (column, text) => isDefault ? style.Dim(text) : Paint(style, setting, column, text),
                Display.Sanitize(setting.Key), ValueOf(setting.Value, setting.Reference, reveal), SettingJson.NameOf(setting.Layer),
                Display.Sanitize(setting.Origin?.ToString() ?? "", Longest));
        }

        table.Write(writer, width, style);
    }

    /// <summary>A value in one line.</summary>
    public static string ValueOf(SettingValue value, bool reveal)
    {
        string text = (reveal ? value.Reveal() : value.ToString()) ?? "";
        return !value.HasValue ? Nothing : text.Length == 0 ? "\"\"" : Display.Sanitize(text, Longest);
    }

    /// <summary>A value in one line, and the reference that it comes from.</summary>
    public static string ValueOf(SettingValue value, string? reference, bool reveal) =>
        reference is null ? ValueOf(value, reveal) : $"{ValueOf(value, reveal)} ({Display.Sanitize(reference, Longest)})";

    private static string Paint(Style style, ResolvedSetting setting, int column, string text) => column switch
    {
        0 => style.Bold(text),
        1 when setting.Value.IsSecret => style.Yellow(text),
        2 => style.Green(text),
        3 => style.Cyan(text),
        _ => text,
    };

    /// <summary>The first part of the key; for a store its name too, for settings without a group nothing.</summary>
    private static string GroupOf(string key)
    {
        string[] parts = key.Split('.', 3);
        return parts.Length == 1 ? "" : parts.Length == 3 && parts[0] == "stores" ? parts[0] + "." + parts[1] : parts[0];
    }
}
