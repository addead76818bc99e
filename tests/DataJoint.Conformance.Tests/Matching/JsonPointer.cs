using System.Globalization;
using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>What the pointer leads to; an undefined element when it leads nowhere.</summary>
    public static JsonElement Follow(JsonElement document, string pointer)
    {
        foreach (string part in pointer.Split('/').Skip(1))
        {
            document = Step(document, part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        return document;
    }

    private static JsonElement Step(JsonElement value, string part) => value.ValueKind switch
    {
        JsonValueKind.Object when value.TryGetProperty(part, out JsonElement member) => member,
        JsonValueKind.Array when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < value.GetArrayLength() => value[index],
        _ => default,
    };
}
