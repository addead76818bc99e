using System.Globalization;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found as annotations of a GitHub workflow.</summary>
internal static class ScanAnnotations
{
    public static void Write(TextWriter output, LeakReport report)
    {
        foreach (Leak leak in report.Leaks)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"file={WorkflowText.Property(Display.Sanitize(leak.Path, 1000))},line={leak.Line},col={leak.Column}");
            output.Write($"::error {place},title={WorkflowText.Property($"{leak.Rule.Id}: {leak.Rule.Title}")}::{WorkflowText.Data($"{leak.Excerpt}\n{leak.Rule.Remedy}")}\n");
        }

        output.Write($"{ScanText.Count(report.Leaks.Count, "leak")} in {ScanText.Count(report.Files, "file")}\n");
    }
}
