using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Whether a diagnostic is the expected one, and how loud it is.</summary>
internal static class DiagnosticMatch
{
    private static readonly string[] Quiet = ["info", "information", "note", "hint", "debug", "trace", "verbose"];

    public static bool Fits(JsonElement wanted, JsonElement diagnostic, RootPlaceholder root)
    {
        if (wanted.TryGetProperty("severity", out JsonElement severity) && !HasSeverity(diagnostic, severity.GetString()!))
        {
            return false;
        }

        if (wanted.TryGetProperty("match", out JsonElement match)
            && !PythonRegex.IsFoundLoosely(root.FillPattern(match.GetString()!), Words.In(diagnostic, Words.OfDiagnostic)))
        {
            return false;
        }

        string text = Words.In(diagnostic, Words.OfDiagnosticAndPlace);
        return wanted.Elements("mentions").All(mention => PythonRegex.IsFoundLoosely(root.FillPattern(mention.GetString()!), text))
            && (!wanted.TryGetProperty("origin", out JsonElement origin) || ValueMatch.Same(root.Fill(origin), diagnostic.MemberOrNull("origin")));
    }

    /// <summary>Whether it is more than information.</summary>
    public static bool IsLoud(JsonElement diagnostic) => !Quiet.Contains(Severity(diagnostic));

    public static string Severity(JsonElement diagnostic) =>
        diagnostic.MemberOrNull("severity") is { ValueKind: JsonValueKind.String } severity ? severity.Text().ToLowerInvariant() : "";

    public static string Describe(IReadOnlyCollection<JsonElement> diagnostics)
    {
        if (diagnostics.Count == 0)
        {
            return "none";
        }

        IEnumerable<string> shown = diagnostics.Take(4).Select(item => Abbreviation.OfLine(
            $"{Severity(item)} {Words.In(item, Words.OfDiagnostic)} @{item.MemberOrNull("origin").Text()}"));
        return string.Join("; ", shown) + (diagnostics.Count > 4 ? $"; and {diagnostics.Count - 4} more" : "");
    }

    private static bool HasSeverity(JsonElement diagnostic, string wanted)
    {
        string severity = Severity(diagnostic);
        return severity == wanted || (Quiet.Contains(wanted) && Quiet.Contains(severity));
    }
}
