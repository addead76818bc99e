using System.Text;
using System.Text.RegularExpressions;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Tests;

/// <summary>docs/rules/: one page for each rule of <c>djc scan</c>, with examples from its labelled set, and a list of them.</summary>
internal static partial class RulePages
{
    private const int Examples = 8;

    public static IEnumerable<ReferencePage> Create() => LeakRules.All.Select(Page).Prepend(Index());

    private static ReferencePage Index()
    {
        Markdown page = new("Rules of djc scan");
        page.Paragraph("What [`djc scan`](../guide/find-leaks.md) finds. Where two rules describe the same text, the one that is higher in this list is reported.");
        page.Table(["rule", "what"], LeakRules.All.Select(rule => (IReadOnlyList<string>)[$"[{rule.Id}]({rule.Id}.md)", rule.Title]));
        return new ReferencePage("docs/rules/README.md", page.ToString());
    }

    private static ReferencePage Page(LeakRule rule)
    {
        Markdown page = new($"{rule.Id}: {rule.Title}");
        page.Paragraph(rule.Description);
        page.Heading(2, "Remedy");
        page.Paragraph(rule.Remedy);
        string set = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "DataJoint.Leaks.Tests", "Sets", rule.Id + ".txt")).ReplaceLineEndings("\n");
        page.Heading(2, "Leaks");
        page.Code("text", Select(set, '+'));
        page.Heading(2, "No leaks");
        page.Code("text", Select(set, '-'));
        page.Paragraph("[All rules](README.md)");
        return new ReferencePage($"docs/rules/{rule.Id}.md", page.ToString());
    }

    private static string Select(string set, char sign)
    {
        StringBuilder text = new();
        foreach (string block in ("\n" + set).Split("\n=== ", StringSplitOptions.RemoveEmptyEntries).Where(block => block[0] == sign).Take(Examples))
        {
            int end = block.IndexOf('\n', StringComparison.Ordinal);
            text.Append(text.Length == 0 ? "" : "\n").Append("# ").Append(block.AsSpan(2, end - 2)).Append('\n');
            text.Append(SecretPattern().Replace(block[(end + 1)..], Secret.Mask).TrimEnd('\n')).Append('\n');
        }

        return text.ToString();
    }

    [GeneratedRegex("«[^»]*»")]
    private static partial Regex SecretPattern();
}
