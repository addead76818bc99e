using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found, in the chosen form.</summary>
internal static class ScanOutput
{
    public static void Write(CommandContext context, ScanResult result)
    {
        switch (context.Format)
        {
            case OutputFormat.Json:
                context.WriteJson(json => ScanJson.Write(json, result));
                return;
            case OutputFormat.Sarif:
                context.WriteJson(json => ScanSarif.Write(json, result));
                break;
            case OutputFormat.JUnit:
                ScanJUnit.Write(context.Output, result);
                break;
            case OutputFormat.Html:
                ScanHtml.Write(context.Output, result);
                break;
            case OutputFormat.GitHub:
                ScanAnnotations.Write(context.Output, result);
                break;
            default:
                new ScanText(context).Write(result);
                break;
        }

        context.Output.Flush();
        foreach (SkippedContent skipped in result.Report.Skipped)
        {
            context.WriteNote($"{Display.Sanitize(skipped.Path, 400)} was not scanned: {Display.Sanitize(skipped.Reason)}");
        }
    }
}
