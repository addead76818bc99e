namespace DataJoint.Cli.CommandLine;

/// <summary>A command, or a group of commands: how it is called, what help says, and what it does.</summary>
/// <remarks>The tree of commands is the only place that knows them: parsing, help, completions and the reference come from it.</remarks>
internal sealed class Command
{
    /// <summary>A command.</summary>
    /// <param name="name">The word that calls it.</param>
    /// <param name="summary">One line for lists of commands, without a full stop.</param>
    public Command(string name, string summary)
    {
        Name = name;
        Summary = summary;
    }

    public string Name { get; }

    public string Summary { get; }

    /// <summary>More about it for its own help page; paragraphs are separated by an empty line.</summary>
    public string? Description { get; init; }

    public IReadOnlyList<Command> Commands { get; init; } = [];

    public IReadOnlyList<ArgumentDefinition> Arguments { get; init; } = [];

    /// <summary>The help for more arguments than these, where there is more to say than how the command is used.</summary>
    public string? SurplusHint { get; init; }

    public IReadOnlyList<OptionDefinition> Options { get; init; } = [];

    /// <summary>Command lines with what they do.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <summary>The formats that it knows.</summary>
    public IReadOnlyList<OutputFormat> Formats { get; init; } = [OutputFormat.Text, OutputFormat.Json];

    /// <summary>Whether everything behind <c>--</c> belongs to another program.</summary>
    public bool PassesRest { get; init; }

    /// <summary>Whether help does not name it: it is for scripts of djc's own.</summary>
    public bool IsHidden { get; init; }

    /// <summary>What it does; the result is the exit code. Null for a group.</summary>
    public Func<CommandContext, ValueTask<int>>? Run { get; init; }

    public bool IsGroup => Run is null;

    /// <summary>The commands that help names.</summary>
    public IEnumerable<Command> Listed => Commands.Where(c => !c.IsHidden);

    public Command? Find(string name)
    {
        foreach (Command command in Commands)
        {
            if (command.Name == name)
            {
                return command;
            }
        }

        return null;
    }
}
