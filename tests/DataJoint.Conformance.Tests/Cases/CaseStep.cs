using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>One run of the program inside a case, and what must hold afterwards.</summary>
internal sealed class CaseStep
{
    private static readonly string[] DefaultArguments = ["config", "show", "--format", "json", "--reveal"];

    public CaseStep(JsonElement step, CaseStep? first)
    {
        Arguments = step.TryGetProperty("args", out JsonElement arguments)
            ? [.. arguments.EnumerateArray().Select(argument => argument.GetString()!)]
            : DefaultArguments;
        Stdin = step.TryGetProperty("stdin", out JsonElement stdin) && stdin.ValueKind != JsonValueKind.Null ? stdin : null;
        Directory = step.TryGetProperty("cwd", out JsonElement directory) ? directory.GetString()! : first?.Directory ?? ".";
        Environment = step.TryGetProperty("env", out _) || first is null
            ? step.Members("env").ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!)
            : first.Environment;
        Expect = step.GetProperty("expect");
    }

    public IReadOnlyList<string> Arguments { get; }

    public JsonElement? Stdin { get; }

    public string Directory { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public JsonElement Expect { get; }
}
