using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>docs/reference/settings.md, from the catalogues.</summary>
internal static class SettingsPage
{
    public static ReferencePage Create()
    {
        Markdown page = new("Settings");
        page.Paragraph(
            """
            Every setting, with what it takes and what holds when nobody sets it. `djc config explain KEY` shows the same for one
            of them, together with its value here and now. Which place wins is told in [the guide](../guide/settings.md).
            An editor completes and checks `datajoint.json` with the [JSON Schema](datajoint.schema.json) that `djc config schema` prints.
            """);
        foreach (IGrouping<string, SettingDefinition> group in SettingCatalogue.All.GroupBy(GroupOf))
        {
            page.Heading(2, group.Key);
            page.Table(["key", "type", "default", "variable", "meaning"], group.Select(Row));
        }

        AddStores(page);
        page.Heading(2, "custom");
        page.Paragraph("Keys below `custom` are yours: they are kept, shown, and never reported as unknown.");
        return new ReferencePage("docs/reference/settings.md", page.ToString());
    }

    public static string DefaultOf(object? value, string? note)
    {
        string text = value switch { null => "–", "" => "empty", bool flag => flag ? "`true`" : "`false`", _ => $"`{value}`" };
        return note is null ? text : value is null ? note : $"{text} ({note})";
    }

    private static void AddStores(Markdown page)
    {
        page.Heading(2, "stores.NAME");
        page.Paragraph(
            """
            A store has a name of your choice (without a `.`), a `protocol`, and the attributes of that protocol. Other protocols are
            plug-ins, which bring attributes of their own. An attribute whose name contains `key`, `secret`, `token`, `password`, `pwd`
            or `credential` is a secret in every store (but not `token_length` and `partition_key`).
            """);
        page.Heading(3, "All protocols");
        page.Table(["attribute", "required", "type", "default", "meaning"], StoreCatalogue.Common.Select(a => Row(a, a.Name is "protocol" or "location")));
        foreach (StoreProtocol protocol in StoreCatalogue.Protocols)
        {
            page.Heading(3, $"Protocol `{protocol.Name}`");
            if (protocol.Required.Count + protocol.Optional.Count == 0)
            {
                page.Paragraph("No further attributes.");
                continue;
            }

            page.Table(
                ["attribute", "required", "type", "default", "meaning"],
                protocol.Required.Select(a => Row(a, true)).Concat(protocol.Optional.Select(a => Row(a, false))));
        }
    }

    private static string GroupOf(SettingDefinition definition) =>
        definition.Key.Contains('.', StringComparison.Ordinal) ? definition.Key.Split('.')[0] : "General";

    private static IReadOnlyList<string> Row(SettingDefinition definition) =>
    [
        $"`{definition.Key}`",
        SettingTypes.Describe(definition.Rule) + (definition.IsSecret ? ", **secret**" : ""),
        DefaultOf(definition.Default, definition.DefaultNote),
        definition.EnvironmentVariables.Count == 0 ? "–" : string.Join(", ", definition.EnvironmentVariables.Select(v => $"`{v}`")),
        definition.Description + (definition.IsDeprecated ? " *Deprecated.*" : ""),
    ];

    private static IReadOnlyList<string> Row(StoreAttribute attribute, bool isRequired) =>
    [
        $"`{attribute.Name}`",
        isRequired ? "yes" : "",
        SettingTypes.Describe(attribute.Rule) + (attribute.IsSecret ? ", **secret**" : ""),
        DefaultOf(attribute.Default, null),
        attribute.Description,
    ];
}
