using System.Text.Json;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found as the document that the guide describes, version 1.</summary>
internal static class ScanJson
{
    public static void Write(Utf8JsonWriter json, ScanResult result)
    {
        LeakReport report = result.Report;
        json.WriteNumber("version", 1);
        json.WriteBoolean("ok", report.Leaks.Count == 0 && report.IsComplete);
        json.WriteNumber("files", report.Files);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteNumber("accepted", result.Accepted);
        json.WriteStartArray("leaks");
        foreach (Leak leak in report.Leaks)
        {
            Write(json, leak, result.VerificationOf(leak));
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

    private static void Write(Utf8JsonWriter json, Leak leak, LeakVerification? verification)
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

        if (verification is not null)
        {
            WriteVerification(json, verification);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes what became of a leak when it was tried.</summary>
    public static void WriteVerification(Utf8JsonWriter json, LeakVerification verification)
    {
        json.WriteStartObject("verification");
        json.WriteString("status", verification.Status switch
        {
            VerificationStatus.Valid => "valid",
            VerificationStatus.Refused => "refused",
            VerificationStatus.Unknown => "unknown",
            _ => "notTried",
        });
        json.WriteString("subject", verification.Subject);
        json.WriteStartArray("rights");
        foreach (string right in verification.RightNames)
        {
            json.WriteStringValue(right);
        }

        json.WriteEndArray();
        json.WriteString("reason", verification.Reason);
        json.WriteEndObject();
    }
}
