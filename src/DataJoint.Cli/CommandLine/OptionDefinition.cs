namespace DataJoint.Cli.CommandLine;

/// <summary>An option of a command, or one of all commands.</summary>
/// <param name="Name">The name with its two dashes.</param>
/// <param name="ValueName">The name of its value in help, or null when it is a flag.</param>
/// <param name="Description">What it does.</param>
internal sealed record OptionDefinition(string Name, string? ValueName, string Description)
{
    /// <summary>A short form such as <c>-h</c>, or null.</summary>
    public string? Short { get; init; }

    /// <summary>The words that its value may be; none when any is allowed.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it may be given several times; otherwise the last one counts.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>What its value stands for, for completions.</summary>
    public WordKind Kind { get; init; }
}
