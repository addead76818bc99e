using System.Text.Json;

namespace DataJoint.Stores.Gcs.Requests;

/// <summary>Where the token of a write is kept: in the metadata of its object.</summary>
internal static class GcsMetadata
{
    /// <summary>Writes the member <c>metadata</c> with the token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="json">An object that is open.</param>
    /// <param name="former">What metadata there is already, or nothing.</param>
    public static void WriteMember(this WriteToken token, Utf8JsonWriter json, JsonElement former = default)
    {
        json.WriteStartObject("metadata");
        foreach (JsonProperty member in former.ValueKind == JsonValueKind.Object ? former.EnumerateObject() : default)
        {
            if (!member.NameEquals(WriteToken.Key))
            {
                member.WriteTo(json);
            }
        }

        json.WriteString(WriteToken.Key, token.Text);
        json.WriteEndObject();
    }

    /// <summary>Whether an object, as the API describes it, has this token.</summary>
    public static bool IsIn(this WriteToken token, JsonElement found) =>
        found.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty(WriteToken.Key, out JsonElement entry) && entry.ValueKind == JsonValueKind.String && token.Matches(entry.GetString());
}
