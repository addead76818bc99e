namespace DataJoint.Configuration.Json;

/// <summary>The kinds of what is wrong with the JSON itself.</summary>
internal static class JsonRules
{
    public static readonly DiagnosticRule MalformedJson = new(
        DiagnosticIds.MalformedJson, DiagnosticSeverity.Error, "Not valid JSON",
        "A JSON file, or DJ_STORES, does not follow the JSON grammar. Comments, trailing commas and a byte-order mark are allowed; everything else is as in RFC 8259.",
        "Fix the text at the place shown; an editor with JSON support marks it.");

    public static readonly DiagnosticRule NestedTooDeep = new(
        DiagnosticIds.NestedTooDeep, DiagnosticSeverity.Error, "JSON is nested too deep",
        "Objects and arrays may be nested 64 deep.",
        "Flatten the file; no setting is deeper than a few levels.");
}
