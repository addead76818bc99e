using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>docs/reference/diagnostics.md and one page for each rule, from the rules.</summary>
internal static class DiagnosticPages
{
    private static readonly (char Digit, string Title)[] Ranges =
    [
        ('1', "Reading configuration"), ('2', "Secrets and permissions"), ('3', "Database"), ('4', "Stores"),
        ('5', "Secret managers"), ('6', "Leaks and git"), ('7', "Command line"),
    ];

    public static IEnumerable<ReferencePage> Create() =>
        DocumentedRules.All.Select(Page).Prepend(Index());

    private static ReferencePage Index()
    {
        Markdown page = new("Diagnostics");
        page.Paragraph(
            """
            Everything that DataJoint for .NET reports about a configuration has an id that never changes its meaning. With `--strict`
            or `DJ_STRICT=true` a warning is an error.
            """);
        foreach ((char digit, string title) in Ranges)
        {
            List<DiagnosticRule> rules = [.. DocumentedRules.All.Where(r => r.Id[2] == digit)];
            if (rules.Count > 0)
            {
                page.Heading(2, title);
                page.Table(["id", "severity", "meaning"], rules.Select(r => (IReadOnlyList<string>)
                    [$"[{r.Id}](../diagnostics/{r.Id}.md)", DiagnosticText.NameOf(r.Severity), r.Title]));
            }
        }

        return new ReferencePage("docs/reference/diagnostics.md", page.ToString());
    }

    private static ReferencePage Page(DiagnosticRule rule)
    {
        Markdown page = new($"{rule.Id}: {rule.Title}");
        page.Paragraph($"Severity: {DiagnosticText.NameOf(rule.Severity)}" + (rule.Severity == DiagnosticSeverity.Warning ? " (an error with `--strict`)" : ""));
        page.Heading(2, "Cause");
        page.Paragraph(Escape(rule.Cause));
        page.Heading(2, "Remedy");
        page.Paragraph(Escape(rule.Remedy));
        page.Paragraph("[All diagnostics](../reference/diagnostics.md)");
        return new ReferencePage($"docs/diagnostics/{rule.Id}.md", page.ToString());
    }

    /// <summary>Placeholders such as &lt;NAME&gt; outside code would be taken for HTML.</summary>
    private static string Escape(string text)
    {
        string[] parts = text.Split('`');
        for (int i = 0; i < parts.Length; i += 2)
        {
            parts[i] = parts[i].Replace("<", "&lt;", StringComparison.Ordinal);
        }

        return string.Join('`', parts);
    }
}
