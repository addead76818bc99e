using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>The rules that several parts of a case share.</summary>
internal static class FormatRules
{
    private static readonly string[] Matchers = ["$match", "$in", "$contains", "$type", "$absent", "$length"];
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object", "null"];

    public static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InvalidCaseException(problem);
        }
    }

    public static void Keys(JsonElement value, IReadOnlyCollection<string> allowed, string what)
    {
        Require(value.ValueKind == JsonValueKind.Object, $"{what} must be an object");
        var unknown = value.EnumerateObject().Select(member => member.Name).Except(allowed).ToList();
        Require(unknown.Count == 0, $"{what}: unknown key(s) {string.Join(", ", unknown)}");
    }

    public static void Texts(JsonElement value, string what) => Require(
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
        $"{what} must be an array of texts");

    public static void RelativePath(string path, string what) => Require(
        path.Length > 0 && path[0] != '/' && !path.TrimEnd('/').Split('/').Contains(".."),
        $"{what}: '{path}' must be a path inside the case's directory");

    public static void Mode(JsonElement value, string what) => Require(
        value.IsText(mode => mode.Length is 3 or 4 && mode.All(digit => digit is >= '0' and <= '7')),
        $"{what} must be an octal mode of three or four digits");

    public static void Content(JsonElement value, string what)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return;
        }

        Require(value.ValueKind == JsonValueKind.Object, $"{what} must be text or an object");
        string[] keys = value.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal).ToArray();
        if (keys is ["base64"])
        {
            JsonElement encoded = value.GetProperty("base64");
            Require(encoded.ValueKind == JsonValueKind.String && encoded.TryGetBytesFromBase64(out _), $"{what}: not base64");
            return;
        }

        Require(
            keys is ["repeat", "times"]
                && value.GetProperty("repeat").ValueKind == JsonValueKind.String
                && value.GetProperty("times").IsInteger(),
            $"{what}: give text, {{base64}} or {{repeat, times}}");
    }

    public static void Pattern(JsonElement value, string what)
    {
        Require(value.ValueKind == JsonValueKind.String, $"{what} must be text");
        try
        {
            PythonRegex.Compile(value.GetString()!.Replace(RootPlaceholder.Text, "x", StringComparison.Ordinal), foldCase: false);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidCaseException($"{what} is not a regular expression: {exception.Message}");
        }
    }

    public static void Patterns(JsonElement value, string what)
    {
        foreach (JsonElement item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
        {
            Pattern(item, what);
        }
    }

    /// <summary>A value to compare with; an object with a key that starts with $ is a matcher.</summary>
    public static void Expected(JsonElement value, string what)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().Any(member => member.Name.StartsWith('$')))
        {
            return;
        }

        JsonProperty[] members = value.EnumerateObject().ToArray();
        Require(
            members.Length == 1 && Matchers.Contains(members[0].Name),
            $"{what}: a matcher has exactly one key of {string.Join(' ', Matchers)}");
        Matcher(members[0].Name, members[0].Value, what);
    }

    private static void Matcher(string name, JsonElement argument, string what)
    {
        switch (name)
        {
            case "$match":
                Pattern(argument, $"{what} $match");
                break;
            case "$in":
                Require(
                    argument.ValueKind == JsonValueKind.Array && argument.GetArrayLength() > 0,
                    $"{what}: $in takes a non-empty array");
                break;
            case "$type":
                Require(argument.IsText(type => Types.Contains(type)), $"{what}: unknown type {argument}");
                break;
            case "$absent":
                Require(argument.ValueKind == JsonValueKind.True, $"{what}: $absent takes true");
                break;
            case "$length":
                Require(argument.IsInteger(), $"{what}: $length takes an integer");
                break;
        }
    }
}
