using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Cli.Rendering;

/// <summary>Writes diagnostics for people: severity, id and message, the place with its line and a caret, and the remedy.</summary>
internal static class DiagnosticText
{
    private const int MaxOfAKind = 50;

    /// <summary>The name of a severity in output.</summary>
    public static string NameOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary>Writes diagnostics, of one id at most fifty.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<Diagnostic> diagnostics, Style style)
    {
        Dictionary<string, int> counts = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            int count = counts.GetValueOrDefault(diagnostic.Id) + 1;
            counts[diagnostic.Id] = count;
            if (count <= MaxOfAKind)
            {
                Write(writer, diagnostic, style);
            }
        }

        foreach (KeyValuePair<string, int> count in counts)
        {
            if (count.Value > MaxOfAKind)
            {
                Line(writer, string.Create(CultureInfo.InvariantCulture, $"… and {count.Value - MaxOfAKind} more {count.Key} (see --format json)"));
            }
        }
    }

    /// <summary>Writes what stands for a failed load: every diagnostic, and a line that counts.</summary>
    public static void WriteFailure(TextWriter writer, IReadOnlyList<Diagnostic> diagnostics, Style style)
    {
        Write(writer, diagnostics, style);
        Line(writer, style.Bold(ConfigurationException.Headline(diagnostics)));
    }

    private static void Write(TextWriter writer, Diagnostic diagnostic, Style style)
    {
        string name = NameOf(diagnostic.Severity);
        string head = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => style.Red(name),
            DiagnosticSeverity.Warning => style.Yellow(name),
            _ => style.Blue(name),
        };
        Line(writer, $"{head} {diagnostic.Id}: {diagnostic.Message}");
        if (diagnostic.Origin is Origin origin)
        {
            Line(writer, $"  {style.Blue("-->")} {origin}");
        }

        if (diagnostic.Excerpt is Excerpt excerpt)
        {
            WriteExcerpt(writer, excerpt, style);
        }

        if (diagnostic.Hint is string hint)
        {
            Line(writer, $"  {style.Cyan("help:")} {hint}");
        }
    }

    private static void WriteExcerpt(TextWriter writer, Excerpt excerpt, Style style)
    {
        var text = ExcerptText.From(excerpt);
        string number = excerpt.LineNumber.ToString(CultureInfo.InvariantCulture);
        string gutter = new string(' ', number.Length);
        Line(writer, $" {gutter} {style.Blue("|")}");
        Line(writer, $" {style.Blue(number)} {style.Blue("|")} {text.Line}");
        Line(writer, $" {gutter} {style.Blue("|")} {new string(' ', text.Column)}{style.Red("^")}");
    }

    /// <summary>With a line feed everywhere, so that output compares equal on every platform.</summary>
    private static void Line(TextWriter writer, string text)
    {
        writer.Write(text);
        writer.Write('\n');
    }
}
