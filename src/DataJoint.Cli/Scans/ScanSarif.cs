using System.Text.Json;
using DataJoint.Cli.Rendering;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).</summary>
internal static class ScanSarif
{
    public static void Write(Utf8JsonWriter json, ScanResult result)
    {
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, result.Report);
        json.WriteStartArray("results");
        foreach (Leak leak in result.Report.Leaks)
        {
            WriteResult(json, leak, result.VerificationOf(leak));
        }

        json.WriteEndArray();
        json.WriteString("columnKind", "unicodeCodePoints");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteTool(Utf8JsonWriter json, LeakReport report)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "djc scan");
        json.WriteString("version", ProgramVersion.Text);
        json.WriteStartArray("rules");
        foreach (LeakRule rule in LeakRules.All.Concat(report.Leaks.Select(leak => leak.Rule)).Distinct())
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", rule.Title);
            WriteText(json, "fullDescription", rule.Description);
            WriteText(json, "help", rule.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Leak leak, LeakVerification? verification)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", leak.Rule.Id);
        json.WriteString("level", "error");
        string commit = leak.Commit is null ? "" : $" (commit {leak.Commit})";
        WriteText(json, "message", $"{leak.Rule.Title}: {leak.Excerpt}{commit}{(verification is null ? "" : $"; {verification}")}");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', leak.Path.Split('/').Select(Uri.EscapeDataString)));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", leak.Line);
        json.WriteNumber("startColumn", leak.Column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("djcLeak/v1", leak.Fingerprint);
        json.WriteEndObject();
        if (verification is not null)
        {
            json.WriteStartObject("properties");
            ScanJson.WriteVerification(json, verification);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string member, string text)
    {
        json.WriteStartObject(member);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
