using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>Writes diagnostics for people: severity, id and message, the place with its line and a caret, and the remedy.</summary>
internal sealed class DiagnosticText
{
    private const int MaxOfAKind = 50;
    private const int Indent = 2;

    private readonly TextWriter _writer;
    private readonly Style _style;
    private readonly int? _columns;

    /// <summary>Prepares.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="style">Colours or none.</param>
    /// <param name="columns">The columns of the terminal, or null when there is none: then no line is broken.</param>
    public DiagnosticText(TextWriter writer, Style style, int? columns)
    {
        _writer = writer;
        _style = style;
        _columns = columns;
    }

    /// <summary>The name of a severity in output.</summary>
    public static string NameOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary>Writes diagnostics, of one id at most fifty.</summary>
    public void Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        Dictionary<string, int> counts = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            int count = counts.GetValueOrDefault(diagnostic.Id) + 1;
            counts[diagnostic.Id] = count;
            if (count <= MaxOfAKind)
            {
                Write(diagnostic);
            }
        }

        foreach (KeyValuePair<string, int> count in counts)
        {
            if (count.Value > MaxOfAKind)
            {
                Line(string.Create(CultureInfo.InvariantCulture, $"… and {count.Value - MaxOfAKind} more {count.Key} (see --format json)"));
            }
        }
    }

    private void Write(Diagnostic diagnostic)
    {
        string name = NameOf(diagnostic.Severity);
        string head = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => _style.Red(name),
            DiagnosticSeverity.Warning => _style.Yellow(name),
            _ => _style.Blue(name),
        };
        Line($"{head} {TextLines.Break($"{diagnostic.Id}: {diagnostic.Message}", _columns - name.Length - 1 + Indent, Indent)}");
        if (diagnostic.Origin is Origin origin)
        {
            Line($"  {_style.Blue("-->")} {origin}");
        }

        if (diagnostic.Excerpt is Excerpt excerpt)
        {
            WriteExcerpt(excerpt);
        }

        if (diagnostic.Hint is string hint)
        {
            Line($"  {_style.Cyan("help:")} {TextLines.BreakHint(hint, _columns, "  help: ".Length)}");
        }
    }

    private void WriteExcerpt(Excerpt excerpt)
    {
        string number = excerpt.LineNumber.ToString(CultureInfo.InvariantCulture);
        var text = ExcerptText.From(excerpt, _columns - number.Length - " | ".Length - 1);
        string gutter = new string(' ', number.Length);
        Line($" {gutter} {_style.Blue("|")}");
        Line($" {_style.Blue(number)} {_style.Blue("|")} {text.Line}");
        Line($" {gutter} {_style.Blue("|")} {new string(' ', text.Column)}{_style.Red("^")}");
    }

    /// <summary>With a line feed everywhere, so that output compares equal on every platform.</summary>
    private void Line(string text)
    {
        _writer.Write(text);
        _writer.Write('\n');
    }
}
