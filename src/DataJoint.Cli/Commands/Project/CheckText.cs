using System.Globalization;
using DataJoint.Checks;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Project;

/// <summary>Writes what was checked for people: a line for each check, remedies to paste, findings with their place, and a summary.</summary>
internal sealed class CheckText
{
    private const int MaxNotes = 20;
    private const string Command = "Run: ";
    private const string Indent = "      ";

    private readonly TextWriter _writer;
    private readonly Style _style;
    private readonly CheckMarks _marks;
    private readonly int? _columns;

    /// <summary>Prepares.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="style">Colours or none.</param>
    /// <param name="marks">The signs in front of checks.</param>
    /// <param name="columns">The width to break long messages at; null for what is not a terminal.</param>
    public CheckText(TextWriter writer, Style style, CheckMarks marks, int? columns = null)
    {
        _writer = writer;
        _style = style;
        _marks = marks;
        _columns = columns;
    }

    /// <summary>The last line: how many checks ended how.</summary>
    public static string Summarize(CheckReport report)
    {
        int warnings = report.Count(CheckStatus.Warn);
        (CheckStatus Status, string Word)[] words =
            [(CheckStatus.Fail, "failed"), (CheckStatus.Warn, warnings == 1 ? "warning" : "warnings"), (CheckStatus.Pass, "passed"), (CheckStatus.Skip, "skipped")];
        IEnumerable<string> counts = words
            .Where(w => report.Count(w.Status) > 0)
            .Select(w => string.Create(CultureInfo.InvariantCulture, $"{report.Count(w.Status)} {w.Word}"));
        string verdict = !report.IsOk ? "Something is wrong" : warnings > 0 ? "Something to look at" : "All is well";
        return $"{verdict}: {string.Join(", ", counts)}.";
    }

    public void Write(CheckReport report)
    {
        ProjectLocation project = report.Project;
        string where = project.Root is null ? "no project here" : Display.Sanitize(project.Root, 400);
        string environment = project.Environment is null ? "" : $" (environment {project.Environment})";
        Line(_style.Bold("Checking ") + where + environment);
        int width = report.Results.Max(r => TextWidth.Measure(r.Id));
        foreach (CheckResult result in report.Results)
        {
            Write(result, width);
        }

        HashSet<Diagnostic> reported = [.. report.Diagnostics];
        IReadOnlyList<Diagnostic> diagnostics = [.. report.Results.SelectMany(r => r.Outcome.Diagnostics.Where(d => reported.Contains(d) && IsMore(d, r.Outcome)))];
        if (diagnostics.Count > 0)
        {
            Line("");
            new DiagnosticText(_writer, _style, _columns).Write(diagnostics);
        }

        Line("");
        Line(_style.Bold(Summarize(report)));
    }

    private void Write(CheckResult result, int width)
    {
        int markWidth = TextWidth.Measure(_marks.Pass);
        string took = string.Create(CultureInfo.InvariantCulture, $"({Math.Ceiling(result.Duration.TotalMilliseconds)} ms)");
        int indent = 5 + markWidth + width;
        string message = Wrap(result.Outcome.Message, indent, TextWidth.Measure(took));
        Line($"  {Mark(result.Status, markWidth)} {TextWidth.Pad(result.Id, width)}  {message} {_style.Dim(took)}");
        List<Diagnostic> notes = [.. result.Outcome.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Info)];
        foreach (Diagnostic note in notes.Take(MaxNotes))
        {
            Line(Indent + _style.Dim(_marks.Note) + " " + Wrap(note.Message, Indent.Length + 2, 0));
        }

        if (notes.Count > MaxNotes)
        {
            Line(Indent + string.Create(CultureInfo.InvariantCulture, $"and {notes.Count - MaxNotes} more (see --format json)"));
        }

        if (result.Outcome.Hint is string hint)
        {
            // A command in one piece, so that it can be pasted.
            int before = Indent.Length + TextWidth.Measure(_marks.Arrow) + 1;
            string shown = hint.StartsWith(Command, StringComparison.Ordinal) ? hint[Command.Length..] : TextLines.Break(hint, _columns, before);
            Line(Indent + _style.Cyan(_marks.Arrow) + " " + shown);
        }
    }

    /// <summary>Whether a finding says more than the line of its check does.</summary>
    private static bool IsMore(Diagnostic finding, CheckOutcome outcome) =>
        finding.Severity != DiagnosticSeverity.Info
        && (finding.Excerpt is not null || outcome.Hint is null || !outcome.Message.Contains(finding.Message, StringComparison.Ordinal));

    private string Wrap(string text, int indent, int tail) => _columns is int columns ? TextLines.Break(text, columns - indent, indent, tail) : text;

    private string Mark(CheckStatus status, int width) => status switch
    {
        CheckStatus.Pass => _style.Green(_marks.Pass),
        CheckStatus.Warn => _style.Yellow(TextWidth.Pad(_marks.Warn, width)),
        CheckStatus.Fail => _style.Red(TextWidth.Pad(_marks.Fail, width)),
        _ => _style.Dim(TextWidth.Pad(_marks.Skip, width)),
    };

    private void Line(string text)
    {
        _writer.Write(text);
        _writer.Write('\n');
    }
}
