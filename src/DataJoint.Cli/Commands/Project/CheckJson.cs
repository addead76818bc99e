using System.Text.Json;
using DataJoint.Checks;
using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.Commands.Project;

/// <summary>Writes what was checked as the document that the reference describes, version 1.</summary>
internal static class CheckJson
{
    public static void Write(Utf8JsonWriter json, CheckReport report)
    {
        json.WriteNumber("version", 1);
        json.WriteBoolean("ok", report.IsOk);
        json.WriteStartArray("checks");
        foreach (CheckResult result in report.Results)
        {
            json.WriteStartObject();
            json.WriteString("id", result.Id);
            json.WriteString("name", result.Name);
            json.WriteString("status", NameOf(result.Status));
            json.WriteString("message", result.Outcome.Message);
            json.WriteString("hint", result.Outcome.Hint);
            json.WriteNumber("durationMs", Math.Round(result.Duration.TotalMilliseconds, 1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        DiagnosticJson.WriteMember(json, report.Diagnostics);
    }

    /// <summary>The name of a status in output.</summary>
    public static string NameOf(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "pass",
        CheckStatus.Warn => "warn",
        CheckStatus.Fail => "fail",
        _ => "skip",
    };
}
