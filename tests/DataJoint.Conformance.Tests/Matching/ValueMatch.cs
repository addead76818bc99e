using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Whether a value is the expected one. An undefined element stands for what is not there.</summary>
internal static class ValueMatch
{
    public static bool Same(JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind == JsonValueKind.Object && expected.EnumerateObject().ToArray() is [{ Name: ['$', ..] } matcher]
            && Matches(matcher.Name, matcher.Value, actual) is { } answer)
        {
            return answer;
        }

        if (expected.ValueKind != actual.ValueKind)
        {
            return false;
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Number => SameNumber(expected, actual),
            JsonValueKind.String => expected.Text() == actual.Text(),
            JsonValueKind.Array => expected.GetArrayLength() == actual.GetArrayLength()
                && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
            JsonValueKind.Object => SameObject(expected, actual),
            _ => true,
        };
    }

    // Null for what is not a matcher: an object that happens to have one key with a dollar sign.
    private static bool? Matches(string name, JsonElement argument, JsonElement actual) => name switch
    {
        "$match" => actual.ValueKind == JsonValueKind.String && PythonRegex.IsFound(argument.GetString()!, actual.Text()),
        "$in" => argument.EnumerateArray().Any(choice => Same(choice, actual)),
        "$contains" => actual.ValueKind == JsonValueKind.Array && actual.EnumerateArray().Any(element => Same(argument, element)),
        "$length" => Length(actual) == argument.GetInt32(),
        "$absent" => actual.ValueKind == JsonValueKind.Undefined,
        "$type" => HasType(argument.GetString()!, actual),
        _ => null,
    };

    private static int? Length(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.String => value.Text().EnumerateRunes().Count(),
        _ => null,
    };

    private static bool HasType(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().IndexOfAny(".eE") < 0,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Null,
    };

    private static bool SameNumber(JsonElement expected, JsonElement actual) =>
        expected.TryGetDecimal(out decimal left) && actual.TryGetDecimal(out decimal right)
            ? left == right
            : expected.GetDouble().Equals(actual.GetDouble());

    private static bool SameObject(JsonElement expected, JsonElement actual)
    {
        JsonProperty[] members = expected.EnumerateObject().ToArray();
        return members.Length == actual.EnumerateObject().Select(member => member.Name).Distinct().Count()
            && members.All(member => actual.TryGetProperty(member.Name, out JsonElement other) && Same(member.Value, other));
    }
}
