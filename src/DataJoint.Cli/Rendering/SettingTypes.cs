using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>The words for the kinds of values.</summary>
internal static class SettingTypes
{
    public static string NameOf(SettingType type) => type switch
    {
        SettingType.Text => "text",
        SettingType.Host => "host",
        SettingType.Integer => "integer",
        SettingType.Boolean => "boolean",
        SettingType.Enumeration => "enumeration",
        SettingType.Path => "path",
        SettingType.StoreName => "store",
        SettingType.IntegerList => "integers",
        _ => "any",
    };

    /// <summary>The kind with its range or its words.</summary>
    public static string Describe(ValueRule rule) => rule.Type switch
    {
        SettingType.Text => "text",
        SettingType.Host => "text: host or host:port",
        SettingType.Path => "path",
        SettingType.StoreName => "name of a store",
        _ => rule.Describe(),
    };
}
