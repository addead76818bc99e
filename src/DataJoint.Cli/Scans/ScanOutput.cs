using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found, in the chosen form.</summary>
internal static class ScanOutput
{
    public static void Write(CommandContext context, LeakReport report, int accepted)
    {
        switch (context.Format)
        {
            case OutputFormat.Json:
                context.WriteJson(json => ScanJson.Write(json, report, accepted));
                return;
            case OutputFormat.Sarif:
                context.WriteJson(json => ScanSarif.Write(json, report));
                break;
            case OutputFormat.JUnit:
                ScanJUnit.Write(context.Output, report);
                break;
            case OutputFormat.Html:
                ScanHtml.Write(context.Output, report, accepted);
                break;
            case OutputFormat.GitHub:
                ScanAnnotations.Write(context.Output, report);
                break;
            default:
                new ScanText(context).Write(report, accepted);
                break;
        }

        context.Output.Flush();
        foreach (SkippedContent skipped in report.Skipped)
        {
            context.WriteNote($"{Display.Sanitize(skipped.Path, 400)} was not scanned: {Display.Sanitize(skipped.Reason)}");
        }
    }
}
