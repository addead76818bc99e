using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Reads members that may be missing or null.</summary>
internal static class JsonElementExtensions
{
    /// <summary>The null that stands for a member that an object does not have.</summary>
    public static JsonElement Null { get; } = JsonDocument.Parse("null").RootElement.Clone();

    public static IEnumerable<JsonElement> Elements(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject()
            : [];

    /// <summary>The member, or null when there is none.</summary>
    public static JsonElement MemberOrNull(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) ? value : Null;

    /// <summary>Whether it is a text for which the condition holds.</summary>
    public static bool IsText(this JsonElement value, Func<string, bool> condition) =>
        value.ValueKind == JsonValueKind.String && condition(value.GetString()!);

    public static bool IsInteger(this JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _);

    /// <summary>The one text, or each of an array of them.</summary>
    public static IEnumerable<string> OneOrMany(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.Text()) : [value.Text()];

    /// <summary>The text of a string; of anything else its JSON. Half a surrogate pair, which .NET texts refuse, stays escaped.</summary>
    public static string Text(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value.GetRawText();
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText()[1..^1];
        }
    }
}
