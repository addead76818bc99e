using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Compares what `check` found.</summary>
internal static class CheckExpectations
{
    public static IEnumerable<string> Differences(JsonElement expect, JsonElement document, RootPlaceholder root)
    {
        var checks = document.Elements("checks").Where(item => item.ValueKind == JsonValueKind.Object).ToList();
        foreach (JsonElement wanted in expect.Elements("checks"))
        {
            string pattern = Pattern(wanted, root);
            if (!checks.Any(check => HasStatus(wanted, check) && PythonRegex.IsFoundLoosely(pattern, Words.In(check, Words.OfCheck))))
            {
                string seen = Describe(checks.Select(check => $"{Status(check)} {Words.In(check, Words.OfCheck)}"));
                yield return $"checks: none is {Abbreviation.Of(wanted)}; got {seen}";
            }
        }

        foreach (JsonElement wanted in expect.Elements("findings"))
        {
            List<string> diagnostics = DiagnosticBag(document, checks, wanted.MemberOrNull("fail").ValueKind == JsonValueKind.True);
            if (!diagnostics.Any(text => PythonRegex.IsFoundLoosely(Pattern(wanted, root), text)))
            {
                yield return $"findings: none is {Abbreviation.Of(wanted)}; got {Describe(diagnostics)}";
            }
        }
    }

    private static List<string> DiagnosticBag(JsonElement document, IEnumerable<JsonElement> checks, bool onlyFailures)
    {
        string[] statuses = onlyFailures ? ["fail"] : ["warn", "fail"];
        string[] severities = onlyFailures ? ["error"] : ["warning", "error"];
        return
        [
            .. checks.Where(check => statuses.Contains(Status(check))).Select(check => Words.In(check, Words.OfCheck)),
            .. document.Elements("diagnostics")
                .Where(item => item.ValueKind == JsonValueKind.Object && severities.Contains(DiagnosticMatch.Severity(item)))
                .Select(item => Words.In(item, Words.OfDiagnosticAndPlace)),
        ];
    }

    private static bool HasStatus(JsonElement wanted, JsonElement check) =>
        !wanted.TryGetProperty("status", out JsonElement status) || status.OneOrMany().Contains(Status(check));

    private static string Status(JsonElement check) => check.MemberOrNull("status").Text();

    private static string Pattern(JsonElement wanted, RootPlaceholder root) =>
        wanted.TryGetProperty("match", out JsonElement match) ? root.FillPattern(match.GetString()!) : "";

    private static string Describe(IEnumerable<string> texts)
    {
        string shown = string.Join("; ", texts.Take(6).Select(text => Abbreviation.OfLine(text)));
        return shown.Length > 0 ? shown : "none";
    }
}
