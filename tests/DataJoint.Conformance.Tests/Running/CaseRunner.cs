using System.ComponentModel;

namespace DataJoint.Conformance.Tests;

/// <summary>Runs cases against a program.</summary>
internal sealed class CaseRunner(ProgramUnderTest program, TimeSpan limit)
{
    /// <summary>What differs from the expectations, in words; empty when the case passes.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(ConformanceCase conformanceCase)
    {
        using var directory = new CaseDirectory();
        try
        {
            directory.SetUp(conformanceCase);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidCaseException)
        {
            return [$"could not set the case up: {exception.Message}"];
        }

        var differences = new List<string>();
        foreach ((int index, CaseStep step) in conformanceCase.Steps.Index())
        {
            string place = conformanceCase.Steps.Count > 1 ? $"step {index + 1}: " : "";
            differences.AddRange((await RunAsync(step, directory)).Select(difference => place + difference));
        }

        return differences;
    }

    private async Task<IEnumerable<string>> RunAsync(CaseStep step, CaseDirectory directory)
    {
        ProgramResult? result;
        try
        {
            result = await program.RunAsync(step, directory, limit);
        }
        catch (Win32Exception exception)
        {
            return [$"could not start: {exception.Message}"];
        }

        if (result is null)
        {
            return [$"did not end within {limit.TotalSeconds:0} s"];
        }

        string shown = directory.Root;
        if (OperatingSystem.IsWindows())
        {
            shown = shown.Replace('\\', '/');
            result = result with { Output = WindowsPaths.Normalize(result.Output, directory.Root), Error = WindowsPaths.Normalize(result.Error, directory.Root) };
        }

        var root = new RootPlaceholder(shown);
        var differences = OutputExpectations.Differences(step, result, root)
            .Concat(DocumentExpectations.Differences(step.Expect, result.Output, root))
            .Concat(FileExpectations.Differences(step.Expect, directory.Root, root))
            .ToList();
        bool unclear = differences.Any(difference =>
            difference.StartsWith("exit", StringComparison.Ordinal) || difference.StartsWith("stdout is not", StringComparison.Ordinal));
        return unclear && !string.IsNullOrWhiteSpace(result.Error)
            ? differences.Append($"(stderr: {Abbreviation.Of(result.Error.Trim(), 200)})")
            : differences;
    }
}
