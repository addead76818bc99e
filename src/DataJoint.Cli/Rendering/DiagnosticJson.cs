using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>Writes diagnostics as the JSON documents have them.</summary>
internal static class DiagnosticJson
{
    /// <summary>Writes the member <c>diagnostics</c>.</summary>
    internal static void WriteMember(Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("id", diagnostic.Id);
            json.WriteString("severity", DiagnosticText.NameOf(diagnostic.Severity));
            json.WriteString("message", diagnostic.Message);
            json.WriteString("origin", diagnostic.Origin?.ToString());
            json.WriteString("hint", diagnostic.Hint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the members of the document that stands for a failed load.</summary>
    internal static void WriteFailure(Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteNumber("version", 1);
        json.WriteStartObject("error");
        json.WriteString("id", DiagnosticRules.ConfigurationInvalid.Id);
        json.WriteString("message", ConfigurationException.Headline(diagnostics));
        json.WriteEndObject();
        WriteMember(json, diagnostics);
    }
}
