using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>A whole group as the JSON of one variable, such as DJ_STORES: what is given, secrets included, without defaults.</summary>
internal static class ChildGroup
{
    /// <summary>The JSON text, or null when nothing is given.</summary>
    /// <param name="snapshot">The resolved settings.</param>
    /// <param name="prefix">The group with its dot.</param>
    /// <param name="cancellationToken">Gives up asking for secrets that are kept elsewhere.</param>
    public static async ValueTask<string?> SerializeAsync(ConfigurationSnapshot snapshot, string prefix, CancellationToken cancellationToken)
    {
        IEnumerable<ResolvedSetting> given = snapshot.ListSettings()
            .Where(s => s.Value.HasValue && s.Layer != SettingLayer.Default && s.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(s => SettingKey.Find(s.Key)?.Store ?? "", StringComparer.Ordinal).ThenBy(s => s.Key, StringComparer.Ordinal);
        List<(string[] Path, SettingValue Value)> values = [];
        foreach (ResolvedSetting setting in given)
        {
            values.Add((setting.Key[prefix.Length..].Split('.'), (await setting.ResolveAsync(cancellationToken)).Value));
        }

        return values.Count == 0 ? null : Write(values);
    }

    private static string Write(List<(string[] Path, SettingValue Value)> values)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteObject(json, values, 0);
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
