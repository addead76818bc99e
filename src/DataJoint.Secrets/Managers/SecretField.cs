using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Managers;

/// <summary>Takes a field out of a document. See https://www.rfc-editor.org/rfc/rfc6901.</summary>
internal static class SecretField
{
    private const int MaxNames = 10;
    private const int LongestName = 40;

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
            foreach (string part in PartsOf(reference))
            {
                element = Step(element, part, reference);
            }

            return element.ValueKind switch
            {
                JsonValueKind.String => new Secret(element.GetString()!) { ValidUntil = document.ValidUntil },
                JsonValueKind.Null => throw NotFound($"the field {Display.Quote(reference.Field)} of {Display.Sanitize(reference.Document)} is null", null),
                _ => new Secret(element.GetRawText()) { ValidUntil = document.ValidUntil },
            };
        }
    }

    /// <summary>The document with another text in a field that it has, everything else as it is.</summary>
    /// <exception cref="SecretException">The document has no such field, or it does not hold a text.</exception>
    public static Secret Put(Secret document, (SecretReference Reference, Secret Text) written)
    {
        SecretReference reference = written.Reference;
        if (reference.Field.Length == 0)
        {
            return written.Text;
        }

        Take(document, reference); // says what is wrong
        JsonNode root = JsonNode.Parse(document.Reveal())!;
        string[] parts = PartsOf(reference);
        JsonNode holder = parts[..^1].Aggregate(root, (node, part) => node is JsonArray items ? items[IndexIn(part)]! : node[part]!);
        var text = JsonValue.Create(written.Text.Reveal());
        if (holder is JsonArray list)
        {
            list[IndexIn(parts[^1])] = text;
        }
        else
        {
            holder[parts[^1]] = text;
        }

        return new Secret(root.ToJsonString());
    }

    private static string[] PartsOf(SecretReference reference) =>
        [.. reference.Field.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    private static int IndexIn(string part) => int.Parse(part, CultureInfo.InvariantCulture);

    private static JsonElement Step(JsonElement element, string name, SecretReference reference)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member))
        {
            return member;
        }

        if (element.ValueKind == JsonValueKind.Array && IsIndex(name)
            && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < element.GetArrayLength())
        {
            return element[index];
        }

        throw NotFound($"{Display.Sanitize(reference.Document)} has no field {Display.Quote(name)}: found {Describe(element)}", "Correct the field in the reference.");
    }

    /// <summary>Digits without a leading zero. RFC 6901 also has <c>-</c>, for what would come after the last item, where nothing is.</summary>
    private static bool IsIndex(string name) => name.Length > 0 && name.All(char.IsAsciiDigit) && (name.Length == 1 || name[0] != '0');

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Names(element),
        JsonValueKind.Array when element.GetArrayLength() == 1 => "an array of one item, whose index is 0",
        JsonValueKind.Array when element.GetArrayLength() is > 1 and int count => $"an array of {count} items, whose indexes are 0 to {count - 1}",
        JsonValueKind.Array => "an array without items",
        JsonValueKind.String => "a text, which has no fields",
        JsonValueKind.Number => "a number, which has no fields",
        JsonValueKind.Null => "null, which has no fields",
        _ => "true or false, which has no fields",
    };

    /// <summary>Names that look like names. Any other may be a secret that was put in the wrong place.</summary>
    private static string Names(JsonElement element)
    {
        string[] all = [.. element.EnumerateObject().Select(property => property.Name)];
        string[] shown = [.. all.Where(IsName).Take(MaxNames)];
        int more = all.Length - shown.Length;
        return (shown.Length, more) switch
        {
            (0, 0) => "no fields",
            (0, _) => $"fields whose names are not shown ({more})",
            (_, 0) => string.Join(", ", shown),
            _ => $"{string.Join(", ", shown)} and {more} more",
        };
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static SecretException NotFound(string message, string? hint) => SecretException.From(SecretRules.NotFound, message, hint, isTransient: false);
}
