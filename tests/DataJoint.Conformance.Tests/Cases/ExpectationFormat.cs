using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Checks the `expect` of a case.</summary>
internal static class ExpectationFormat
{
    /// <summary>The expectations that need standard output to be a JSON object.</summary>
    public static IReadOnlyList<string> OfDocument { get; } =
        ["values", "sources", "origins", "nulls", "unset", "diagnostics", "noDiagnostics", "json", "checks", "findings"];

    private static readonly string[] AllKeys =
        [.. OfDocument, "exit", "stdout", "stdoutMatch", "stderrMatch", "absent", "filesAfter", "modesAfter", "listAfter"];

    private static readonly Dictionary<string, string[]> EntryKeys = new()
    {
        ["diagnostics"] = ["severity", "match", "mentions", "origin"],
        ["checks"] = ["status", "match"],
        ["findings"] = ["match", "fail"],
    };

    /// <exception cref="InvalidCaseException">It is not written as it should be.</exception>
    public static void Check(JsonElement expect, string what)
    {
        FormatRules.Require(
            expect.ValueKind == JsonValueKind.Object && expect.EnumerateObject().Any(),
            $"{what}: a case without an expectation tests nothing");
        FormatRules.Keys(expect, AllKeys, what);
        foreach (JsonProperty member in expect.EnumerateObject())
        {
            CheckMember(member.Name, member.Value, $"{what}.{member.Name}");
        }
    }

    private static void CheckMember(string name, JsonElement value, string what)
    {
        switch (name)
        {
            case "exit":
                FormatRules.Require(IsExit(value), $"{what} must be an integer, an array of integers or \"nonzero\"");
                break;
            case "values" or "sources" or "origins" or "json":
                CheckValues(value, what, pointers: name == "json");
                break;
            case "nulls" or "unset" or "absent":
                FormatRules.Texts(value, what);
                FormatRules.Require(
                    value.GetArrayLength() > 0 && value.EnumerateArray().All(item => item.IsText(text => text.Length > 0)),
                    $"{what} is empty");
                break;
            case "diagnostics" or "checks" or "findings":
                CheckEntries(value, EntryKeys[name], what);
                break;
            case "noDiagnostics":
                FormatRules.Require(
                    value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("warning+")),
                    $"{what} is true or \"warning+\"");
                break;
            case "stdout":
                FormatRules.Require(value.ValueKind == JsonValueKind.String, $"{what} must be text");
                break;
            case "stdoutMatch" or "stderrMatch":
                FormatRules.Patterns(value, what);
                break;
            default:
                CheckAftermath(name, value, what);
                break;
        }
    }

    private static bool IsExit(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.IsInteger(),
        JsonValueKind.Array => value.GetArrayLength() > 0 && value.EnumerateArray().All(item => item.IsInteger()),
        JsonValueKind.String => value.ValueEquals("nonzero"),
        _ => false,
    };

    private static void CheckValues(JsonElement value, string what, bool pointers)
    {
        FormatRules.Require(value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any(), $"{what} must be a non-empty object");
        foreach (JsonProperty member in value.EnumerateObject())
        {
            FormatRules.Expected(member.Value, $"{what}[{member.Name}]");
            FormatRules.Require(
                !pointers || member.Name.Length == 0 || member.Name[0] == '/',
                $"{what}: '{member.Name}' is not a JSON pointer");
        }
    }

    private static void CheckEntries(JsonElement value, string[] keys, string what)
    {
        FormatRules.Require(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, $"{what} must be a non-empty array");
        foreach (JsonElement entry in value.EnumerateArray())
        {
            FormatRules.Keys(entry, keys, $"{what}[]");
            FormatRules.Require(entry.EnumerateObject().Any(), $"{what}[] is empty");
            foreach (JsonProperty member in entry.EnumerateObject())
            {
                switch (member.Name)
                {
                    case "match" or "mentions":
                        FormatRules.Patterns(member.Value, $"{what}[].{member.Name}");
                        break;
                    case "origin":
                        FormatRules.Expected(member.Value, $"{what}[].origin");
                        break;
                }
            }
        }
    }

    private static void CheckAftermath(string name, JsonElement value, string what)
    {
        FormatRules.Require(value.ValueKind == JsonValueKind.Object, $"{what} must be an object");
        foreach (JsonProperty member in value.EnumerateObject())
        {
            FormatRules.RelativePath(member.Name, what);
            string place = $"{what}[{member.Name}]";
            switch (name)
            {
                case "modesAfter":
                    FormatRules.Mode(member.Value, place);
                    break;
                case "listAfter":
                    FormatRules.Texts(member.Value, place);
                    break;
                default:
                    CheckFileAfter(member.Value, place);
                    break;
            }
        }
    }

    private static void CheckFileAfter(JsonElement value, string what)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("match", out JsonElement patterns))
        {
            FormatRules.Require(value.EnumerateObject().Count() == 1, $"{what}: match stands alone");
            FormatRules.Patterns(patterns, what);
        }
        else if (value.ValueKind != JsonValueKind.Null)
        {
            FormatRules.Content(value, what);
        }
    }
}
