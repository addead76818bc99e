using System.Text.Json;

namespace DataJoint.Stores.Gcs;

/// <summary>
/// What one single write leaves in its object's metadata. A write that was to replace nothing and whose answer was lost finds an object when it is
/// made again; this tells its own from somebody else's, also when both hold the same bytes.
/// </summary>
internal sealed class WriteMark(string text)
{
    private const string Key = "datajoint_write";

    public string Text => text;

    /// <summary>The mark of a write; none where it does not matter, because what is there is replaced.</summary>
    public static WriteMark? For(WriteOptions options) => options.Overwrite ? null : new WriteMark(Guid.NewGuid().ToString("n"));

    /// <summary>Writes the member <c>metadata</c> with the mark.</summary>
    /// <param name="json">An object that is open.</param>
    /// <param name="former">What metadata there is already, or nothing.</param>
    public void WriteMember(Utf8JsonWriter json, JsonElement former = default)
    {
        json.WriteStartObject("metadata");
        foreach (var member in former.ValueKind == JsonValueKind.Object ? former.EnumerateObject() : default)
        {
            if (!member.NameEquals(Key))
            {
                member.WriteTo(json);
            }
        }

        json.WriteString(Key, text);
        json.WriteEndObject();
    }

    /// <summary>Whether an object, as the API describes it, has this mark.</summary>
    public bool IsIn(JsonElement found) =>
        found.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty(Key, out var mark) && mark.ValueKind == JsonValueKind.String && mark.ValueEquals(text);
}
