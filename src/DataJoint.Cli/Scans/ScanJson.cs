using System.Text.Json;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found as the document that the guide describes, version 1.</summary>
internal static class ScanJson
{
    public static void Write(Utf8JsonWriter json, LeakReport report, int accepted)
    {
        json.WriteNumber("version", 1);
        json.WriteBoolean("ok", report.Leaks.Count == 0 && report.IsComplete);
        json.WriteNumber("files", report.Files);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteNumber("accepted", accepted);
        json.WriteStartArray("leaks");
        foreach (Leak leak in report.Leaks)
        {
            Write(json, leak);
        }

        json.WriteEndArray();
        json.WriteStartArray("skipped");
        foreach (SkippedContent skipped in report.Skipped)
        {
            json.WriteStartObject();
            json.WriteString("path", skipped.Path);
            json.WriteString("reason", skipped.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Leak leak)
    {
        json.WriteStartObject();
        json.WriteString("rule", leak.Rule.Id);
        json.WriteString("title", leak.Rule.Title);
        json.WriteString("path", leak.Path);
        json.WriteNumber("line", leak.Line);
        json.WriteNumber("column", leak.Column);
        json.WriteString("excerpt", leak.Excerpt);
        json.WriteString("fingerprint", leak.Fingerprint);
        if (leak.Commit is not null)
        {
            json.WriteString("commit", leak.Commit);
            json.WriteString("authorDate", leak.AuthorDate);
            json.WriteStartArray("refs");
            foreach (string name in leak.Refs)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
