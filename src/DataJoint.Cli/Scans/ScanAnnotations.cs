using System.Globalization;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found as annotations of a GitHub workflow.</summary>
internal static class ScanAnnotations
{
    public static void Write(TextWriter output, ScanResult result)
    {
        LeakReport report = result.Report;
        foreach (Leak leak in report.Leaks)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"file={WorkflowText.Property(Display.Sanitize(leak.Path, 1000))},line={leak.Line},col={leak.Column}");
            string tried = result.VerificationOf(leak) is LeakVerification verification ? $"{verification}\n" : "";
            string title = WorkflowText.Property($"{leak.Rule.Id}: {leak.Rule.Title}");
            output.Write($"::error {place},title={title}::{WorkflowText.Data($"{leak.Excerpt}\n{tried}{leak.Rule.Remedy}")}\n");
        }

        output.Write($"{ScanText.Count(report.Leaks.Count, "leak")} in {ScanText.Count(report.Files, "file")}\n");
    }
}
