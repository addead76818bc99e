using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>One case: a directory to set up and the runs in it. What it holds has been checked by <see cref="CaseFormat"/>.</summary>
internal sealed class ConformanceCase
{
    public ConformanceCase(JsonElement description)
    {
        Description = description;
        Name = description.GetProperty("name").GetString()!;
        var first = new CaseStep(description, null);
        Steps = [first, .. description.Elements("then").Select(step => new CaseStep(step, first))];
    }

    public string Name { get; }

    public JsonElement Description { get; }

    public IReadOnlyList<CaseStep> Steps { get; }

    public bool IsRepository => Description.TryGetProperty("git", out JsonElement git) && git.ValueKind == JsonValueKind.True;

    /// <summary>Whether links, modes, a shell or a program of POSIX are needed, or the case says that it holds there alone.</summary>
    public bool NeedsPosix =>
        Description.TryGetProperty("posix", out _)
        || Description.TryGetProperty("links", out _)
        || Description.TryGetProperty("modes", out _)
        || Steps.Any(step => step.Expect.TryGetProperty("modesAfter", out _) || Child(step) is "sh" or "true" or "false" or "echo");

    /// <summary>The program that <c>djc run</c> is to start.</summary>
    private static string? Child(CaseStep step) => step.Arguments.SkipWhile(word => word != "--").Skip(1).FirstOrDefault();
}
