namespace DataJoint.Cli.CommandLine;

/// <summary>An option of a command, or one of all commands.</summary>
/// <param name="Name">The name with its two dashes.</param>
/// <param name="ValueName">The name of its value in help, or null when it is a flag.</param>
/// <param name="Description">What it does.</param>
internal sealed record OptionDefinition(string Name, string? ValueName, string Description)
{
    /// <summary>A short form such as <c>-h</c>, or null.</summary>
    internal string? Short { get; init; }

    /// <summary>The words that its value may be; none when any is allowed.</summary>
    internal IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it may be given several times; otherwise the last one counts.</summary>
    internal bool IsRepeatable { get; init; }

    /// <summary>Whether its value is a setting's key, or starts with one, which completions offer.</summary>
    internal bool IsSettingKey { get; init; }

    /// <summary>Whether its value is a directory, which completions offer.</summary>
    internal bool IsDirectory { get; init; }
}
