using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>Writes settings as the JSON documents have them: typed values, secrets masked.</summary>
internal static class SettingJson
{
    /// <summary>Writes the members <c>value</c>, <c>secret</c> (for secrets only), <c>source</c> and <c>origin</c>.</summary>
    internal static void WriteMembers(Utf8JsonWriter json, ResolvedSetting setting, bool reveal)
    {
        WriteValue(json, "value", setting.Value, reveal);
        if (setting.IsSecret)
        {
            json.WriteBoolean("secret", true);
        }

        json.WriteString("source", NameOf(setting.Layer));
        json.WriteString("origin", setting.Origin?.ToString());
    }

    /// <summary>Writes a member with a value of its own type.</summary>
    internal static void WriteValue(Utf8JsonWriter json, string member, SettingValue value, bool reveal)
    {
        json.WritePropertyName(member);
        switch (value.Raw)
        {
            case null:
                json.WriteNullValue();
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case IntegerList list:
                json.WriteStartArray();
                foreach (int item in list.Items)
                {
                    json.WriteNumberValue(item);
                }

                json.WriteEndArray();
                break;
            case JsonFragment fragment:
                WriteFragment(json, fragment.Json);
                break;
            default:
                json.WriteStringValue(reveal ? value.Reveal() : value.ToString());
                break;
        }
    }

    /// <summary>The name of a layer in output.</summary>
    internal static string NameOf(SettingLayer layer) => layer switch
    {
        SettingLayer.Programmatic => "programmatic",
        SettingLayer.Environment => "environment",
        SettingLayer.Secrets => "secrets",
        SettingLayer.Project => "project",
        _ => "default",
    };

    /// <summary>Parsed again, since the source may have comments and trailing commas.</summary>
    private static void WriteFragment(Utf8JsonWriter json, string text)
    {
        using JsonDocument document = JsonDocument.Parse(
            text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 128 });
        document.RootElement.WriteTo(json);
    }
}
