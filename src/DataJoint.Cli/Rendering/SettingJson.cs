using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>Writes settings as the JSON documents have them: typed values, secrets masked.</summary>
internal static class SettingJson
{
    /// <summary>Writes the members <c>value</c>, <c>secret</c> (for secrets only), <c>reference</c> (where one is), <c>source</c> and <c>origin</c>.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ResolvedSetting setting, bool reveal)
    {
        WriteValue(json, "value", setting.Value, reveal);
        if (setting.IsSecret)
        {
            json.WriteBoolean("secret", true);
        }

        WriteReference(json, setting.Reference);
        json.WriteString("source", NameOf(setting.Layer));
        json.WriteString("origin", setting.Origin?.ToString());
    }

    /// <summary>Writes the member <c>reference</c>, where a reference stands in place of a value.</summary>
    public static void WriteReference(Utf8JsonWriter json, string? reference)
    {
        if (reference is not null)
        {
            json.WriteString("reference", reference);
        }
    }

    /// <summary>Writes a member with a value of its own type.</summary>
    public static void WriteValue(Utf8JsonWriter json, string member, SettingValue value, bool reveal)
    {
        json.WritePropertyName(member);
        switch (value.Kind)
        {
            case SettingValueKind.None:
                json.WriteNullValue();
                break;
            case SettingValueKind.Integer:
                json.WriteNumberValue(value.AsInteger());
                break;
            case SettingValueKind.Boolean:
                json.WriteBooleanValue(value.AsBoolean());
                break;
            case SettingValueKind.IntegerList or SettingValueKind.Json:
                WriteFragment(json, value.AsText()!, reveal);
                break;
            default:
                json.WriteStringValue(reveal ? value.Reveal() : value.ToString());
                break;
        }
    }

    /// <summary>The name of a layer in output.</summary>
    public static string NameOf(SettingLayer layer) => layer switch
    {
        SettingLayer.Programmatic => "programmatic",
        SettingLayer.Environment => "environment",
        SettingLayer.Secrets => "secrets",
        SettingLayer.Project => "project",
        _ => "default",
    };

    /// <summary>Parsed again, since the source may have comments and trailing commas.</summary>
    private static void WriteFragment(Utf8JsonWriter json, string text, bool reveal)
    {
        using var document = JsonDocument.Parse(
            text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 128 });
        if (reveal || !text.Contains('@', StringComparison.Ordinal))
        {
            document.RootElement.WriteTo(json);
        }
        else
        {
            WriteMasked(json, document.RootElement);
        }
    }

    /// <summary>Writes an element with the passwords masked that stand in its URLs, as a text setting prints.</summary>
    private static void WriteMasked(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    WriteMasked(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    WriteMasked(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(((SettingValue)element.GetString()).ToString());
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
