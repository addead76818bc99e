using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>The members of a diagnostic or check in which patterns are searched.</summary>
internal static class Words
{
    public static readonly string[] OfDiagnostic = ["id", "message", "hint"];
    public static readonly string[] OfDiagnosticAndPlace = ["id", "message", "hint", "origin"];
    public static readonly string[] OfCheck = ["id", "name", "message", "hint"];

    /// <summary>Those that are not null, joined by spaces.</summary>
    public static string In(JsonElement item, string[] members) =>
        string.Join(' ', members.Select(member => item.MemberOrNull(member))
            .Where(value => value.ValueKind != JsonValueKind.Null)
            .Select(value => value.Text()));
}
