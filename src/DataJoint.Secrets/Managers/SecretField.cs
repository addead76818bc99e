using System.Text;
using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Managers;

/// <summary>Takes a field out of a document. See https://www.rfc-editor.org/rfc/rfc6901.</summary>
internal static class SecretField
{
    /// <summary>The text of a field: a JSON string's text, or the JSON of anything else.</summary>
    /// <exception cref="SecretException">The document has no such field.</exception>
    public static Secret Take(Secret document, SecretReference reference)
    {
        if (reference.Field.Length == 0)
        {
            return document;
        }

        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(document.Reveal());
        }
        catch (JsonException)
        {
            // The message of the cause quotes what it cannot parse.
            throw NotFound($"{Display.Sanitize(reference.Document)} is not JSON, so it has no field", "Remove the field from the reference, or correct the secret.");
        }

        using (json)
        {
            JsonElement element = json.RootElement;
            foreach (string part in reference.Field.Split('/').Skip(1))
            {
                element = Step(element, part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), reference);
            }

            return element.ValueKind switch
            {
                JsonValueKind.String => new Secret(element.GetString()!),
                JsonValueKind.Null => throw NotFound($"the field {Display.Quote(reference.Field)} of {Display.Sanitize(reference.Document)} is null", null),
                _ => new Secret(element.GetRawText()),
            };
        }
    }

    private static JsonElement Step(JsonElement element, string name, SecretReference reference)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member))
        {
            return member;
        }

        if (element.ValueKind == JsonValueKind.Array && int.TryParse(name, out int index) && index >= 0 && index < element.GetArrayLength())
        {
            return element[index];
        }

        string found = element.ValueKind == JsonValueKind.Object ? Names(element) : "no fields";
        throw NotFound($"{Display.Sanitize(reference.Document)} has no field {Display.Quote(name)}: found {found}", "Correct the field in the reference.");
    }

    /// <summary>The names of fields are no secrets.</summary>
    private static string Names(JsonElement element)
    {
        StringBuilder names = new();
        foreach (JsonProperty property in element.EnumerateObject().Take(10))
        {
            names.Append(names.Length == 0 ? "" : ", ").Append(Display.Sanitize(property.Name, 60));
        }

        return names.Length == 0 ? "no fields" : names.ToString();
    }

    private static SecretException NotFound(string message, string? hint) => SecretException.From(SecretRules.NotFound, message, hint, isTransient: false);
}
