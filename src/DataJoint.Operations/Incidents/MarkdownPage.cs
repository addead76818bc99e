using DataJoint.Configuration;

namespace DataJoint.Operations.Incidents;

/// <summary>A report as Markdown.</summary>
internal sealed class MarkdownPage(TextWriter output) : IReportPage
{
    public void Begin(string title) => output.Write($"# {title}\n\n");

    public void Heading(string text) => output.Write($"\n## {text}\n\n");

    public void Paragraph(string text) => output.Write($"{Escape(text)}\n");

    public void Table(string[] head, IEnumerable<string[]> rows)
    {
        output.Write($"| {string.Join(" | ", head)} |\n|{string.Concat(head.Select(_ => "---|"))}\n");
        foreach (string[] row in rows)
        {
            output.Write($"| {string.Join(" | ", row.Select(Escape))} |\n");
        }
    }

    public void List(IReadOnlyList<string> items) => output.Write(string.Concat(items.Select(item => $"- {Escape(item)}\n")));

    public void End() => output.Flush();

    /// <summary>A path or a message may hold what Markdown acts on.</summary>
    private static string Escape(string text) =>
        string.Concat(Display.Sanitize(text, 4000).Select(c => c is '|' or '<' or '>' or '`' or '*' or '_' or '[' or ']' or '\\' or '#' or '&' ? "\\" + c : c.ToString()));
}
