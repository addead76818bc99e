using System.Net;
using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found as one page that needs nothing else.</summary>
internal static class ScanHtml
{
    private const string Head =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Leaks</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid #8884; padding: .4rem .6rem; text-align: left; vertical-align: top; }
        code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
        </style>
        </head>
        <body>
        """;

    public static void Write(TextWriter output, ScanResult result)
    {
        LeakReport report = result.Report;
        output.Write(Head.ReplaceLineEndings("\n"));
        output.Write($"\n<h1>{ScanText.Count(report.Leaks.Count, "leak")} in {ScanText.Count(report.Files, "file")}</h1>\n");
        output.Write(result.Accepted > 0 ? $"<p>{ScanText.Count(result.Accepted, "accepted one")} not shown.</p>\n" : "");
        if (report.Leaks.Count > 0)
        {
            output.Write($"<table>\n<tr><th>where</th><th>what</th><th>excerpt</th>{(result.IsVerified ? "<th>tried</th>" : "")}<th>fingerprint</th></tr>\n");
            foreach (Leak leak in report.Leaks)
            {
                string commit = leak.Commit is null ? "" : $"<br>commit <code>{Encode(leak.Commit)}</code>";
                output.Write($"<tr><td><code>{Encode(ScanText.PlaceOf(leak))}</code>{commit}</td><td>{Encode(leak.Rule.Title)}</td>");
                string tried = result.VerificationOf(leak) is LeakVerification verification ? $"<td>{Encode(verification.ToString())}</td>" : "";
                output.Write($"<td><code>{Encode(leak.Excerpt)}</code></td>{tried}<td><code>{leak.Fingerprint}</code></td></tr>\n");
            }

            output.Write("</table>\n<h2>What to do</h2>\n<dl>\n");
            foreach (LeakRule rule in report.Leaks.Select(leak => leak.Rule).Distinct())
            {
                output.Write($"<dt>{Encode(rule.Title)}</dt><dd>{Encode(rule.Remedy)}</dd>\n");
            }

            output.Write("</dl>\n");
        }

        foreach (SkippedContent skipped in report.Skipped)
        {
            output.Write($"<p>Not scanned: <code>{Encode(skipped.Path)}</code>: {Encode(skipped.Reason)}</p>\n");
        }

        output.Write("</body>\n</html>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(Display.Sanitize(text, 1000));
}
