using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataJoint.Conformance.Tests;

/// <summary>Puts the case's directory in place of {root}.</summary>
internal sealed class RootPlaceholder(string root)
{
    public const string Text = "{root}";

    public string Fill(string value) => value.Replace(Text, root, StringComparison.Ordinal);

    public string FillPattern(string pattern) => pattern.Replace(Text, Regex.Escape(root), StringComparison.Ordinal);

    /// <summary>In every text of a value; in a $match as a pattern.</summary>
    public JsonElement Fill(JsonElement value) =>
        value.GetRawText().Contains(Text, StringComparison.Ordinal)
            ? JsonSerializer.SerializeToElement(Filled(value))
            : value;

    private JsonNode? Filled(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return JsonValue.Create(Fill(value.GetString()!));
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(Filled)]);
            case JsonValueKind.Object:
                JsonProperty[] members = value.EnumerateObject().ToArray();
                return members is [{ Name: "$match" } match]
                    ? new JsonObject { ["$match"] = FillPattern(match.Value.GetString()!) }
                    : new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, Filled(member.Value))));
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }
}
