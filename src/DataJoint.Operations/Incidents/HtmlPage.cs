using System.Net;
using DataJoint.Configuration;

namespace DataJoint.Operations.Incidents;

/// <summary>A report as one page for a browser.</summary>
internal sealed class HtmlPage(TextWriter output) : IReportPage
{
    public void Begin(string title) => output.Write(
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{{Escape(title)}}</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid #8884; padding: .4rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        </style>
        </head>
        <body>
        <h1>{{Escape(title)}}</h1>

        """.ReplaceLineEndings("\n"));

    public void Heading(string text) => output.Write($"<h2>{Escape(text)}</h2>\n");

    public void Paragraph(string text) => output.Write($"<p>{Escape(text)}</p>\n");

    public void Table(string[] head, IEnumerable<string[]> rows)
    {
        output.Write($"<table>\n<tr>{string.Concat(head.Select(each => $"<th>{Escape(each)}</th>"))}</tr>\n");
        foreach (string[] row in rows)
        {
            output.Write($"<tr>{string.Concat(row.Select(each => $"<td>{Escape(each)}</td>"))}</tr>\n");
        }

        output.Write("</table>\n");
    }

    public void List(IReadOnlyList<string> items) => output.Write($"<ul>\n{string.Concat(items.Select(item => $"<li>{Escape(item)}</li>\n"))}</ul>\n");

    public void End()
    {
        output.Write("</body>\n</html>\n");
        output.Flush();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(Display.Sanitize(text, 4000));
}
