using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Compares exit code and output.</summary>
internal static class OutputExpectations
{
    public static IEnumerable<string> Differences(CaseStep step, ProgramResult result, RootPlaceholder root)
    {
        JsonElement expect = step.Expect;
        return ExitDifferences(step, result.ExitCode)
            .Concat(ExactDifferences(expect, result, root))
            .Concat(PatternDifferences(expect, "stdoutMatch", result.Output, root))
            .Concat(PatternDifferences(expect, "stderrMatch", result.Error, root))
            .Concat(LeakDifferences(expect, "stdout", result.Output, root))
            .Concat(LeakDifferences(expect, "stderr", result.Error, root));
    }

    private static IEnumerable<string> ExitDifferences(CaseStep step, int code)
    {
        JsonElement wanted = step.Expect.MemberOrNull("exit");
        switch (wanted.ValueKind)
        {
            case JsonValueKind.String when code is < 1 or > 4:
                yield return $"exit: expected 1, 2, 3 or 4, got {code}";
                break;
            case JsonValueKind.Array when !wanted.EnumerateArray().Any(choice => choice.GetInt32() == code):
                yield return $"exit: expected one of {wanted.GetRawText()}, got {code}";
                break;
            case JsonValueKind.Number when wanted.GetInt32() != code:
                yield return $"exit: expected {wanted.GetInt32()}, got {code}";
                break;
            case JsonValueKind.Null when code is < 0 or > 4 && !step.Arguments.Contains("run"):
                yield return $"exit: {code} is none of the documented codes 0 to 4";
                break;
        }
    }

    private static IEnumerable<string> ExactDifferences(JsonElement expect, ProgramResult result, RootPlaceholder root)
    {
        if (expect.TryGetProperty("stdout", out JsonElement wanted) && root.Fill(wanted.GetString()!) is var text && text != result.Output)
        {
            yield return $"stdout: expected {Abbreviation.Of(text)}, got {Abbreviation.Of(result.Output)}";
        }
    }

    private static IEnumerable<string> PatternDifferences(JsonElement expect, string name, string text, RootPlaceholder root)
    {
        IEnumerable<string> patterns = expect.TryGetProperty(name, out JsonElement given) ? given.OneOrMany() : [];
        return patterns.Where(pattern => !PythonRegex.IsFound(root.FillPattern(pattern), text))
            .Select(pattern => $"{name}: no match for {Abbreviation.Of(pattern)} in {Abbreviation.Of(text)}");
    }

    private static IEnumerable<string> LeakDifferences(JsonElement expect, string stream, string text, RootPlaceholder root)
    {
        foreach (string unwanted in expect.Elements("absent").Select(item => root.Fill(item.GetString()!)))
        {
            int at = text.IndexOf(unwanted, StringComparison.Ordinal);
            if (at >= 0)
            {
                string around = text[Math.Max(0, at - 60)..Math.Min(text.Length, at + unwanted.Length + 20)];
                yield return $"absent: {Abbreviation.Of(unwanted)} is in {stream}: …{Abbreviation.OfLine(around)}…";
            }
        }
    }
}
