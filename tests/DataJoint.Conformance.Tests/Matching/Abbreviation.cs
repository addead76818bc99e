using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Values as they are shown in a failure: as JSON, on one line, not too long.</summary>
internal static class Abbreviation
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string text, int limit = 300) => Shorten(JsonSerializer.Serialize(text, Readable), limit);

    public static string Of(JsonElement value, int limit = 300) =>
        value.ValueKind == JsonValueKind.Undefined ? "nothing" : Shorten(JsonSerializer.Serialize(value, Readable), limit);

    public static string OfLine(string text, int limit = 160) => Shorten(text.ReplaceLineEndings("\\n"), limit);

    private static string Shorten(string text, int limit) => text.Length <= limit ? text : text[..limit] + "…";
}
