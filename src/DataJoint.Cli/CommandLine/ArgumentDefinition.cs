namespace DataJoint.Cli.CommandLine;

/// <summary>A word that a command takes by its position.</summary>
/// <param name="Name">The name in help, in upper case.</param>
/// <param name="Description">What it is.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record ArgumentDefinition(string Name, string Description, bool IsOptional = false)
{
    /// <summary>The words that it may be; none when any is allowed.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What it stands for, for completions.</summary>
    public WordKind Kind { get; init; }

    /// <summary>Whether more of them may follow; only the last one of a command.</summary>
    public bool IsRepeatable { get; init; }
}
