using System.Text;
using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.CommandLine;

/// <summary>Writes the help page of a command.</summary>
internal static class HelpText
{
    private const int Indent = 2;
    private const int Gap = 2;

    /// <summary>The page, with a line feed after each line.</summary>
    /// <param name="path">The command and those above it.</param>
    /// <param name="style">Colours or none.</param>
    /// <param name="columns">The columns of the terminal, or null when the output is none: then lines are as long as they are.</param>
    public static string Create(IReadOnlyList<Command> path, Style style, int? columns = null)
    {
        int width = columns ?? int.MaxValue;
        Command command = path[^1];
        StringBuilder text = new();
        Line(text, TextLines.Break(command.Summary + ".", columns, 0));
        if (command.Description is string description)
        {
            Line(text, "");
            foreach (string line in Paragraphs(description, width))
            {
                Line(text, line);
            }
        }

        Section(text, style, "Usage");
        Line(text, "  " + TextLines.Break(Usage(path), width - Indent, 2 * Indent, tail: 0));
        (StringBuilder, Style, int) page = (text, style, width);
        List(page, "Commands", command.Listed.Select(c => (c.Name, c.Summary)));
        List(page, "Arguments", command.Arguments.Select(a => (a.Name, a.Description)));
        List(page, "Options", command.Options.Select(Row));
        List(page, "Global options", GlobalOptions.All.Select(Row));
        Examples(page, command.Examples);
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
            string more = argument.IsRepeatable ? "..." : "";
            usage.Append(argument.IsOptional ? $" [{argument.Name}{more}]" : $" {argument.Name}{more}");
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

    /// <summary>The lines of a description: as they are written where they fit, else filled again, paragraph by paragraph.</summary>
    private static IEnumerable<string> Paragraphs(string description, int width)
    {
        foreach (string paragraph in description.ReplaceLineEndings("\n").Split("\n\n").SelectMany((p, i) => i == 0 ? [p] : new[] { "", p }))
        {
            string[] lines = paragraph.Split('\n');
            bool fits = lines.All(line => TextWidth.Measure(line) <= width);
            yield return fits ? paragraph
                : lines.Any(line => line.StartsWith(' ')) ? string.Join('\n', lines.Select(line => TextLines.Break(line, width, 2 * Indent, tail: 0)))
                : TextLines.Break(string.Join(' ', lines), width, 0, tail: 0);
        }
    }

    private static void List((StringBuilder Text, Style Style, int Columns) page, string title, IEnumerable<(string Name, string Description)> rows)
    {
        (StringBuilder text, Style style, int columns) = page;
        List<(string Name, string Description)> all = [.. rows];
        if (all.Count == 0)
        {
            return;
        }

        Section(text, style, title);
        int width = all.Max(r => TextWidth.Measure(r.Name));
        foreach ((string name, string description) in all)
        {
            int before = Indent + width + Gap;
            Line(text, new string(' ', Indent) + style.Cyan(TextWidth.Pad(name, width)) + new string(' ', Gap) + TextLines.Break(description, columns - before, before, tail: 0));
        }
    }

    /// <summary>Commands in one piece; what they do beside them, or above where there is no room.</summary>
    private static void Examples((StringBuilder Text, Style Style, int Columns) page, IReadOnlyList<(string Line, string Meaning)> examples)
    {
        const int Sign = 2;
        (StringBuilder text, Style style, int columns) = page;
        if (examples.Count == 0)
        {
            return;
        }

        Section(text, style, "Examples");
        int widest = examples.Max(e => TextWidth.Measure(e.Line));
        bool isBeside = examples.All(e => Indent + widest + Gap + Sign + TextWidth.Measure(e.Meaning) <= columns);
        foreach ((string line, string meaning) in examples)
        {
            Line(text, isBeside ? $"  {TextWidth.Pad(line, widest)}  {style.Dim("# " + meaning)}"
                : $"  {style.Dim("# " + TextLines.Break(meaning, columns - Indent - Sign, Indent + Sign, tail: 0))}\n  {line}");
        }
    }

    private static void Section(StringBuilder text, Style style, string title)
    {
        Line(text, "");
        Line(text, style.Bold(title + ":"));
    }

    private static void Line(StringBuilder text, string line) => text.Append(line.ReplaceLineEndings("\n")).Append('\n');
}
