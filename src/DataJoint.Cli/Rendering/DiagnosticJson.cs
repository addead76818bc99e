using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>Writes diagnostics as the JSON documents have them.</summary>
internal static class DiagnosticJson
{
    /// <summary>Writes the member <c>diagnostics</c>.</summary>
    public static void WriteMember(Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics)
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
    public static void WriteFailure(Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics) =>
        WriteFailure(json, DiagnosticIds.ConfigurationInvalid, ConfigurationException.Headline(diagnostics), diagnostics);

    /// <summary>Writes the members of the document that stands for a command that could not do its work.</summary>
    public static void WriteFailure(Utf8JsonWriter json, string id, string message, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteNumber("version", 1);
        WriteError(json, id, message);
        WriteMember(json, diagnostics);
    }

    /// <summary>Writes the member <c>error</c>.</summary>
    public static void WriteError(Utf8JsonWriter json, string id, string message)
    {
        json.WriteStartObject("error");
        json.WriteString("id", id);
        json.WriteString("message", message);
        json.WriteEndObject();
    }
}
