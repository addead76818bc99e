using System.Text;
using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.CommandLine;

/// <summary>Writes the help page of a command.</summary>
internal static class HelpText
{
    private const int Indent = 2;
    private const int Gap = 2;

    /// <summary>The page, with a line feed after each line.</summary>
    public static string Create(IReadOnlyList<Command> path, Style style)
    {
        Command command = path[^1];
        StringBuilder text = new();
        Line(text, command.Summary + ".");
        if (command.Description is string description)
        {
            Line(text, "");
            Line(text, description);
        }

        Section(text, style, "Usage");
        Line(text, "  " + Usage(path));
        List(text, style, "Commands", command.Commands.Select(c => (c.Name, c.Summary)));
        List(text, style, "Arguments", command.Arguments.Select(a => (a.Name, a.Description)));
        List(text, style, "Options", command.Options.Select(Row));
        List(text, style, "Global options", GlobalOptions.All.Select(Row));
        if (command.Examples.Count > 0)
        {
            Section(text, style, "Examples");
            int width = command.Examples.Max(e => TextWidth.Measure(e.Line));
            foreach ((string line, string meaning) in command.Examples)
            {
                Line(text, $"  {TextWidth.Pad(line, width)}  {style.Dim("# " + meaning)}");
            }
        }

        return text.ToString();
    }

    /// <summary>The form of the command line.</summary>
    public static string Usage(IReadOnlyList<Command> path)
    {
        Command command = path[^1];
        StringBuilder usage = new(CommandLineParser.NameOf(path));
        usage.Append(command.IsGroup ? " COMMAND" : "");
        foreach (ArgumentDefinition argument in command.PassesRest ? [] : command.Arguments)
        {
            usage.Append(argument.IsOptional ? $" [{argument.Name}]" : $" {argument.Name}");
        }

        foreach (OptionDefinition option in command.Options)
        {
            usage.Append(" [").Append(Row(option).Name).Append(']');
        }

        usage.Append(" [OPTIONS]");
        return usage.Append(command.PassesRest ? " -- COMMAND [ARGUMENTS …]" : "").ToString();
    }

    /// <summary>An option as help shows it.</summary>
    public static (string Name, string Description) Row(OptionDefinition option) =>
        ((option.Short is null ? "" : option.Short + ", ") + option.Name + (option.ValueName is null ? "" : " " + option.ValueName), option.Description);

    private static void List(StringBuilder text, Style style, string title, IEnumerable<(string Name, string Description)> rows)
    {
        List<(string Name, string Description)> all = [.. rows];
        if (all.Count == 0)
        {
            return;
        }

        Section(text, style, title);
        int width = all.Max(r => TextWidth.Measure(r.Name));
        foreach ((string name, string description) in all)
        {
            Line(text, new string(' ', Indent) + style.Cyan(TextWidth.Pad(name, width)) + new string(' ', Gap) + description);
        }
    }

    private static void Section(StringBuilder text, Style style, string title)
    {
        Line(text, "");
        Line(text, style.Bold(title + ":"));
    }

    private static void Line(StringBuilder text, string line) => text.Append(line.ReplaceLineEndings("\n")).Append('\n');
}
