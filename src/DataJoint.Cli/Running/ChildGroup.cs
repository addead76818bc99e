using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>A whole group as the JSON of one variable, such as DJ_STORES: what is given, secrets included, without defaults.</summary>
internal static class ChildGroup
{
    /// <summary>The JSON text.</summary>
    /// <param name="values">The values by their keys within the group; secrets resolved.</param>
    public static string Serialize(IEnumerable<(string Key, SettingValue Value)> values)
    {
        (string[] Path, SettingValue Value)[] split = [.. values.Select(v => (v.Key.Split('.'), v.Value))];
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteObject(json, split, 0);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Objects of a plug-in's attributes were read as keys with dots; here they are objects again.</summary>
    private static void WriteObject(Utf8JsonWriter json, IEnumerable<(string[] Path, SettingValue Value)> values, int depth)
    {
        json.WriteStartObject();
        foreach (IGrouping<string, (string[] Path, SettingValue Value)> member in values.GroupBy(v => v.Path[depth]))
        {
            List<(string[] Path, SettingValue Value)> inner = [.. member.Where(v => v.Path.Length > depth + 1)];
            if (inner.Count > 0)
            {
                json.WritePropertyName(member.Key);
                WriteObject(json, inner, depth + 1);
            }
            else
            {
                SettingJson.WriteValue(json, member.Key, member.First().Value, reveal: true);
            }
        }

        json.WriteEndObject();
    }
}
