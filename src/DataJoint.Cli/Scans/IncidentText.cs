using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Tells of an incident while it is walked through, or in JSON all at the end.</summary>
internal sealed class IncidentText(CommandContext context, Incident incident)
{
    private const int ShownPlaces = 4;
    private const int ShortId = 12;

    private readonly List<Diagnostic> _failures = [];

    private bool IsText => context.Format != OutputFormat.Json;

    public static void WriteNothing(CommandContext context)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                json.WriteBoolean("ok", true);
                json.WriteStartArray("credentials");
                json.WriteEndArray();
            });
        }
        else
        {
            context.Output.Write("nothing leaked: neither the files nor the history hold a credential\n");
        }
    }

    /// <summary>What leaked, where, and since when.</summary>
    public void WriteLeaks()
    {
        Say(context.OutputStyle.Bold("1. what leaked"));
        foreach (LeakedCredentialState credential in incident.Credentials)
        {
            string since = credential.Since is { Length: >= 10 } date ? $", since {Display.Sanitize(date[..10])}" : "";
            Say($"   {credential.Number}  {credential.Title}{since}");
            foreach (IncidentPlace place in credential.Places.Take(ShownPlaces))
            {
                Say("      " + Describe(place));
            }

            if (credential.Places.Count > ShownPlaces)
            {
                Say($"      and {ScanText.Count(credential.Places.Count - ShownPlaces, "other place")}");
            }

            if (credential.TriedFirst is string tried)
            {
                Say("      " + (tried.StartsWith("still", StringComparison.Ordinal) ? context.OutputStyle.Red(tried) : tried));
            }
        }
    }

    public void WriteHeading(IncidentStep step) =>
        Say(context.OutputStyle.Bold(string.Create(CultureInfo.InvariantCulture, $"{(int)step.Kind + 2}. {IncidentReport.NameOf(step.Kind)}")));

    /// <summary>How far a step is.</summary>
    public void WriteStep(IncidentStep step) =>
        Say($"   {step.Status.ToString().ToLowerInvariant()}{(step.Note.Length == 0 ? "" : ": " + step.Note)}");

    public void WriteRemedy(LeakedCredentialState credential) =>
        Say($"   {credential.Number}  {credential.Title}: {credential.Remedy.Replace("`", "", StringComparison.Ordinal)}");

    public void WriteRotation(RotationStep step) => Say($"      {step}");

    /// <summary>What a purge would do.</summary>
    public void WritePlan(PurgePlan plan)
    {
        foreach (PurgedFile file in plan.Files)
        {
            Say($"   {(file.IsRemoved ? "removes" : "changes")} {Display.Sanitize(file.Path, 400)} ({ScanText.Count(file.Versions, "version")})");
        }

        Say($"   makes {plan.ChangedCommits} of {ScanText.Count(plan.Commits, "commit")} again");
        foreach (string notice in plan.Notices)
        {
            Say($"   note: {Display.Sanitize(notice, 1000)}");
        }
    }

    public void WriteFailure(Diagnostic failure)
    {
        _failures.Add(failure);
        context.Output.Flush();
        context.ReportDiagnostics([failure]);
    }

    /// <summary>It ends here: the report, and what remains.</summary>
    /// <param name="report">The file of the report, or null.</param>
    public void Finish(string? report)
    {
        string? shown = report is null ? null : Display.Sanitize(report, 400);
        if (report is not null)
        {
            WriteReport(report, shown!);
        }

        if (!IsText)
        {
            context.WriteJson(json => IncidentDocument.Write(json, incident, _failures));
            return;
        }

        Say(context.OutputStyle.Bold("6. report"));
        Say(shown is null ? "   not written: --report FILE writes it" : $"   written: {shown}");
        foreach (string command in incident.PushCommands)
        {
            Say($"   run: {Display.Sanitize(command, 1000)}");
        }

        if (incident.Backup is string backup)
        {
            Say($"   delete when all is well, since it holds the credentials: {Display.Sanitize(backup, 1000)}");
        }

        Say(incident.Next is IncidentStep next ? $"open: {IncidentReport.NameOf(next.Kind)}; djc incident goes on there" : "nothing is open");
    }

    private void WriteReport(string report, string shown)
    {
        try
        {
            using StreamWriter file = new(LocalFile.Resolve(context, report), append: false);
            if (report.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
            {
                IncidentReport.WriteHtml(file, incident);
            }
            else
            {
                IncidentReport.WriteMarkdown(file, incident);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw LocalFile.Refusal(shown, refused);
        }
    }

    private static string Describe(IncidentPlace place)
    {
        string refs = place.Refs.Count > 0 ? ", in " + string.Join(", ", place.Refs.Select(name => Display.Sanitize(name))) : "";
        string commit = place.Commit is string id ? $" (commit {id[..Math.Min(ShortId, id.Length)]}{refs})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Display.Sanitize(place.Path, 400)}:{place.Line}:{place.Column}{commit}");
    }

    private void Say(string line)
    {
        if (IsText)
        {
            context.Output.Write(line + "\n");
            context.Output.Flush();
        }
    }
}
