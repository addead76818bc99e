using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;

namespace DataJoint.Cli.Completions;

/// <summary>The tree of commands as completions need it; the same for every shell.</summary>
internal static class CompletionCases
{
    /// <summary>All commands, groups before what is in them.</summary>
    public static IReadOnlyList<CompletionCase> List(Command root)
    {
        List<CompletionCase> cases = [];
        Add(cases, [root]);
        return cases;
    }

    /// <summary>The options of any command that take a value, by name.</summary>
    public static IReadOnlyList<OptionDefinition> ListValueOptions(IReadOnlyList<CompletionCase> cases) =>
        [.. cases.SelectMany(c => c.Options).Where(o => o.ValueName is not null).DistinctBy(o => o.Name)];

    /// <summary>What the value of an option may be; empty when anything may.</summary>
    public static IReadOnlyList<string> ValuesOf(OptionDefinition option) =>
        option.IsSettingKey ? [.. SettingCatalogue.All.Select(d => d.Key + "=")] : option.Choices;

    private static void Add(List<CompletionCase> cases, IReadOnlyList<Command> path)
    {
        Command command = path[^1];
        cases.Add(new CompletionCase(CommandLineParser.NameOf(path), [.. WordsOf(command)], [.. command.Options, .. GlobalOptions.All]));
        foreach (Command inner in command.Commands)
        {
            Add(cases, [.. path, inner]);
        }
    }

    private static IEnumerable<(string Word, string Description)> WordsOf(Command command)
    {
        if (command.IsGroup)
        {
            return command.Commands.Select(c => (c.Name, c.Summary));
        }

        ArgumentDefinition? first = command.Arguments.Count == 0 ? null : command.Arguments[0];
        return first is null ? []
            : first.IsSettingKey ? SettingCatalogue.All.Select(d => (d.Key, d.Description))
            : first.Choices.Select(c => (c, first.Description));
    }
}
