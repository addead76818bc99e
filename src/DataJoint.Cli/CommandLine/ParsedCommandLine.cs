using System.Diagnostics.CodeAnalysis;

namespace DataJoint.Cli.CommandLine;

/// <summary>A command line that was understood.</summary>
internal sealed class ParsedCommandLine
{
    private readonly List<(OptionDefinition Option, string Value)> _options;

    public ParsedCommandLine(
        IReadOnlyList<Command> path, List<(OptionDefinition Option, string Value)> options, IReadOnlyList<string> arguments, IReadOnlyList<string> rest)
    {
        Path = path;
        _options = options;
        Arguments = arguments;
        Rest = rest;
    }

    /// <summary>The commands from the root to the one that is meant.</summary>
    public IReadOnlyList<Command> Path { get; }

    public Command Command => Path[^1];

    /// <summary>The words by position.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>What comes after <c>--</c>, for a command that passes it on.</summary>
    public IReadOnlyList<string> Rest { get; }

    public bool Has(OptionDefinition option) => TryGet(option, out _);

    /// <summary>The last value given to an option.</summary>
    public bool TryGet(OptionDefinition option, [NotNullWhen(true)] out string? value)
    {
        value = null;
        foreach ((OptionDefinition given, string text) in _options)
        {
            if (ReferenceEquals(given, option))
            {
                value = text;
            }
        }

        return value is not null;
    }

    /// <summary>The values given to an option, in their order.</summary>
    public List<string> ListValues(OptionDefinition option)
    {
        // No query: its generic virtual method would be looked up when djc starts, which takes longer than reading the files.
        List<string> values = [];
        foreach ((OptionDefinition given, string text) in _options)
        {
            if (ReferenceEquals(given, option))
            {
                values.Add(text);
            }
        }

        return values;
    }
}
