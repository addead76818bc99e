using System.Globalization;
using DataJoint.Operations.Incidents;

namespace DataJoint.Operations;

/// <summary>Writes what leaked and what was done about it, for people who were not there. No credential is in it.</summary>
public static class IncidentReport
{
    private static readonly string[] NotProvable =
    [
        "Clones that others have made hold the history as it was: they clone again, and delete the old ones.",
        "Forks, and what a forge keeps in its caches and pull requests, only its operator can remove.",
        "Whoever has read the credentials knows them: look into the logs of the servers for logins since the first date above.",
    ];

    /// <summary>What a step is called.</summary>
    /// <param name="kind">The step.</param>
    /// <returns>For example <c>purge the history</c>.</returns>
    public static string NameOf(IncidentStepKind kind) => kind switch
    {
        IncidentStepKind.Rotate => "rotate",
        IncidentStepKind.ProveRefused => "prove that the former credentials are refused",
        IncidentStepKind.Purge => "purge the history",
        _ => "prove that they are gone",
    };

    /// <summary>Writes it as Markdown.</summary>
    /// <param name="output">Takes it.</param>
    /// <param name="incident">The incident.</param>
    public static void WriteMarkdown(TextWriter output, Incident incident)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(new MarkdownPage(output), incident);
    }

    /// <summary>Writes it as one page of HTML that needs nothing else.</summary>
    /// <param name="output">Takes it.</param>
    /// <param name="incident">The incident.</param>
    public static void WriteHtml(TextWriter output, Incident incident)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(new HtmlPage(output), incident);
    }

    private static void Write(IReportPage page, Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        page.Begin("Leaked credentials");
        page.Paragraph($"Begun {Time(incident.Begun)}. {(incident.Next is IncidentStep next ? $"Open: {NameOf(next.Kind)}." : "Nothing is open.")}");
        page.Heading("What leaked, where, and since when");
        page.Table(["", "what", "since", "where", "at first", "changed", "at last"], incident.Credentials.Select(each => new[]
        {
            each.Number.ToString(CultureInfo.InvariantCulture), each.Title, each.Since ?? "not committed", string.Join("; ", each.Places.Select(Describe)),
            each.TriedFirst ?? "", each.Rotated ?? "not yet", each.TriedLast ?? "",
        }));
        page.Heading("What was done");
        page.Table(["step", "status", "when", "note"], incident.Steps.Select(step => new[]
        {
            NameOf(step.Kind), step.Status.ToString().ToLowerInvariant(), step.At is DateTimeOffset at ? Time(at) : "", step.Note,
        }));
        page.Heading("What remains");
        page.List([.. RemainsOf(incident), .. NotProvable]);
        page.End();
    }

    private static IEnumerable<string> RemainsOf(Incident incident)
    {
        foreach (string command in incident.PushCommands)
        {
            yield return $"Remote repositories hold the history as it was, until it is pushed: {command}";
        }

        if (incident.Backup is string backup)
        {
            yield return $"The backup of the history holds the credentials. Delete it when all is well: {backup}";
        }
    }

    private static string Describe(IncidentPlace place)
    {
        const int digits = 12;
        string commit = place.Commit is string id ? $" (commit {id[..Math.Min(digits, id.Length)]}{(place.Refs.Count > 0 ? " in " + string.Join(", ", place.Refs) : "")})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{place.Path}:{place.Line}:{place.Column}{commit}");
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
