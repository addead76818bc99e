using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Checks that a case is written as conformance/README.md says, so that a slip of the pen cannot pass as a success.</summary>
internal static class CaseFormat
{
    private static readonly string[] StepKeys = ["args", "stdin", "env", "cwd", "expect"];
    private static readonly string[] CaseKeys = [.. StepKeys, "name", "why", "files", "modes", "links", "git", "commit", "posix", "then"];

    /// <exception cref="InvalidCaseException">It is not.</exception>
    public static void Check(JsonElement description)
    {
        FormatRules.Keys(description, CaseKeys, "case");
        FormatRules.Require(description.MemberOrNull("name").IsText(name => !string.IsNullOrWhiteSpace(name)), "case without a name");
        FormatRules.Require(
            description.MemberOrNull("why").IsText(why => !string.IsNullOrWhiteSpace(why) && !why.Contains('\n', StringComparison.Ordinal)),
            "why must be one line");
        FormatRules.Require(description.MemberOrNull("posix").ValueKind == JsonValueKind.True || !description.TryGetProperty("posix", out _), "posix must be true");
        CheckDirectory(description);
        CheckStep(description, "case");
        JsonElement then = description.MemberOrNull("then");
        FormatRules.Require(then.ValueKind is JsonValueKind.Array || !description.TryGetProperty("then", out _), "then must be an array");
        foreach ((int number, JsonElement step) in description.Elements("then").Index())
        {
            FormatRules.Keys(step, StepKeys, $"then[{number + 1}]");
            CheckStep(step, $"then[{number + 1}]");
        }
    }

    private static void CheckDirectory(JsonElement description)
    {
        foreach (JsonProperty file in description.Members("files"))
        {
            FormatRules.RelativePath(file.Name, "files");
            if (file.Name.EndsWith('/'))
            {
                FormatRules.Require(
                    file.Value.ValueKind == JsonValueKind.Null || file.Value.IsText(text => text.Length == 0),
                    $"files[{file.Name}]: a directory has no content");
            }
            else
            {
                FormatRules.Content(file.Value, $"files[{file.Name}]");
            }
        }

        foreach (JsonProperty mode in description.Members("modes"))
        {
            FormatRules.RelativePath(mode.Name, "modes");
            FormatRules.Mode(mode.Value, $"modes[{mode.Name}]");
        }

        foreach (JsonProperty link in description.Members("links"))
        {
            FormatRules.RelativePath(link.Name, "links");
            FormatRules.Require(link.Value.IsText(text => text.Length > 0), $"links[{link.Name}] must be text");
        }

        CheckRepository(description);
    }

    private static void CheckRepository(JsonElement description)
    {
        JsonElement git = description.MemberOrNull("git");
        FormatRules.Require(
            git.ValueKind is JsonValueKind.True or JsonValueKind.False || !description.TryGetProperty("git", out _),
            "git must be true or false");
        if (description.TryGetProperty("commit", out JsonElement commit))
        {
            FormatRules.Texts(commit, "commit");
            FormatRules.Require(git.ValueKind == JsonValueKind.True, "commit needs git: true");
        }
    }

    private static void CheckStep(JsonElement step, string what)
    {
        if (step.TryGetProperty("args", out JsonElement arguments))
        {
            FormatRules.Texts(arguments, $"{what}.args");
        }

        if (step.TryGetProperty("stdin", out JsonElement stdin) && stdin.ValueKind != JsonValueKind.Null)
        {
            FormatRules.Content(stdin, $"{what}.stdin");
        }

        foreach (JsonProperty variable in step.Members("env"))
        {
            FormatRules.Require(
                variable.Value.IsText(_ => variable.Name.Length > 0 && !variable.Name.Contains('=', StringComparison.Ordinal)),
                $"{what}.env.{variable.Name} must be text");
        }

        if (step.TryGetProperty("cwd", out JsonElement directory))
        {
            FormatRules.Require(directory.ValueKind == JsonValueKind.String, $"{what}.cwd must be text");
            FormatRules.RelativePath(directory.GetString()!, $"{what}.cwd");
        }

        ExpectationFormat.Check(step.MemberOrNull("expect"), $"{what}.expect");
    }
}
