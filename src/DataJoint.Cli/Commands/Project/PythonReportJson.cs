using System.Text.Json;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary>Writes what datajoint-python would do as a member <c>python</c>. Secrets are masked in it.</summary>
internal static class PythonReportJson
{
    /// <summary>Writes it; nothing when there is no report.</summary>
    public static void WriteMember(Utf8JsonWriter json, PythonReport? report)
    {
        if (report is null)
        {
            return;
        }

        json.WriteStartObject("python");
        json.WriteString("version", PythonComparison.Version);
        json.WriteString("outcome", NameOf(report.Outcome));
        json.WriteString("reason", report.Reason);
        json.WriteStartArray("differences");
        foreach (PythonDifference difference in report.Differences)
        {
            json.WriteStartObject();
            json.WriteString("setting", difference.Setting);
            json.WriteString("ours", difference.Ours);
            json.WriteString("oursOrigin", difference.OursOrigin?.ToString());
            json.WriteString("python", difference.Python);
            json.WriteString("pythonSource", difference.PythonSource);
            if (difference.IsSecret)
            {
                json.WriteBoolean("secret", true);
            }

            json.WriteString("reason", difference.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "versionNotes", report.VersionNotes);
        WriteTexts(json, "notPredicted", report.NotPredicted);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string NameOf(PythonOutcome outcome) => outcome switch
    {
        PythonOutcome.Loads => "loads",
        PythonOutcome.LoadsWithWarning => "loads-with-warning",
        _ => "import-fails",
    };
}
