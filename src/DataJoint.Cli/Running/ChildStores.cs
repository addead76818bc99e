using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>All stores as one DJ_STORES: what is given, secrets included, without the defaults of attributes.</summary>
internal static class ChildStores
{
    private const string Prefix = "stores.";

    /// <summary>The JSON text, or null when there is nothing to say.</summary>
    /// <remarks>A DJ_STORES that hides the stores of the project's files is passed on even when it is empty.</remarks>
    public static async ValueTask<string?> SerializeAsync(ConfigurationSnapshot snapshot, CancellationToken cancellationToken)
    {
        IEnumerable<ResolvedSetting> given = snapshot.ListSettings()
            .Where(s => s.Value.HasValue && s.Layer != SettingLayer.Default && s.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderBy(s => SettingKey.Find(s.Key)?.Store ?? "", StringComparer.Ordinal).ThenBy(s => s.Key, StringComparer.Ordinal);
        List<(string[] Path, SettingValue Value)> values = [];
        foreach (ResolvedSetting setting in given)
        {
            values.Add((setting.Key[Prefix.Length..].Split('.'), (await setting.ResolveAsync(cancellationToken)).Value));
        }

        return values.Count == 0 && !snapshot.Stores.HidesProjectFiles ? null : Write(values);
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
