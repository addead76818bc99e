using System.Text.Json;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Writes an incident as the document that the guide describes, version 1.</summary>
internal static class IncidentDocument
{
    public static void Write(Utf8JsonWriter json, Incident incident, IReadOnlyList<Diagnostic> failures)
    {
        json.WriteNumber("version", 1);
        json.WriteBoolean("ok", incident.Next is null);
        json.WriteStartArray("credentials");
        foreach (LeakedCredentialState credential in incident.Credentials)
        {
            Write(json, credential);
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (IncidentStep step in incident.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Kind switch
            {
                IncidentStepKind.Rotate => "rotate",
                IncidentStepKind.ProveRefused => "refused",
                IncidentStepKind.Purge => "purge",
                _ => "gone",
            });
            json.WriteString("status", step.Status.ToString().ToLowerInvariant());
            json.WriteString("note", step.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("push");
        foreach (string command in incident.PushCommands)
        {
            json.WriteStringValue(command);
        }

        json.WriteEndArray();
        json.WriteString("backup", incident.Backup);
        DiagnosticJson.WriteMember(json, failures);
    }

    private static void Write(Utf8JsonWriter json, LeakedCredentialState credential)
    {
        json.WriteStartObject();
        json.WriteNumber("number", credential.Number);
        json.WriteString("title", credential.Title);
        json.WriteString("since", credential.Since);
        json.WriteString("remedy", credential.Remedy);
        json.WriteString("triedFirst", credential.TriedFirst);
        json.WriteString("rotated", credential.Rotated);
        json.WriteString("triedLast", credential.TriedLast);
        json.WriteStartArray("places");
        foreach (IncidentPlace place in credential.Places)
        {
            json.WriteStartObject();
            json.WriteString("path", place.Path);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("column", place.Column);
            json.WriteString("rule", place.Rule);
            json.WriteString("commit", place.Commit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
