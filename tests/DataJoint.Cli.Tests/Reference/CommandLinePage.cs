using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Tests;

/// <summary>docs/reference/command-line.md, from the tree of commands.</summary>
internal static class CommandLinePage
{
    public static ReferencePage Create()
    {
        Markdown page = new("Command line");
        page.Paragraph("Results go to standard output, everything else to standard error. Prompts appear on a terminal only.");
        page.Heading(2, "Global options");
        page.Paragraph("They stand before or after the command, as `--option value` or `--option=value`. Behind `--` everything is an argument.");
        page.Table(["option", "meaning"], GlobalOptions.All.Select(Row));
        page.Heading(2, "Exit codes");
        page.Table(["exit", "meaning"],
        [
            ["0", "done"],
            ["1", "it ran, and the answer is no: a check failed, a setting has no value, nothing to remove, a question not answered with yes"],
            ["2", "wrong use: unknown command, option or setting key, missing argument, malformed `--set`, a refused edit, empty input for a secret"],
            ["3", "the configuration could not be loaded or is invalid; also a bug in djc"],
            ["4", "a server, store or secret manager could not be reached or refused (commands other than `check`)"],
            ["130", "interrupted by Ctrl-C"],
            ["143", "ended by SIGTERM"],
        ]);
        page.Paragraph("`djc run` ends with the exit code of the program, with 127 when it is not found, and with 126 when it cannot be run.");
        Add(page, [CommandTree.Create()]);
        return new ReferencePage("docs/reference/command-line.md", page.ToString());
    }

    private static void Add(Markdown page, IReadOnlyList<Command> path)
    {
        Command command = path[^1];
        if (!command.IsGroup)
        {
            Describe(page, path, command);
        }

        foreach (Command inner in command.Listed)
        {
            Add(page, [.. path, inner]);
        }
    }

    private static void Describe(Markdown page, IReadOnlyList<Command> path, Command command)
    {
        page.Heading(2, CommandLineParser.NameOf(path));
        page.Paragraph(command.Summary + ".");
        page.Code("text", HelpText.Usage(path));
        if (command.Description is string description)
        {
            page.Paragraph(description);
        }

        if (command.Arguments.Count > 0)
        {
            page.Table(["argument", "meaning"], command.Arguments.Select(a => (IReadOnlyList<string>)[$"`{a.Name}`", a.Description]));
        }

        if (command.Options.Count > 0)
        {
            page.Table(["option", "meaning"], command.Options.Select(Row));
        }

        page.Code("sh", string.Join('\n', command.Examples.Select(e => $"{e.Line}  # {e.Meaning}")));
    }

    private static IReadOnlyList<string> Row(OptionDefinition option)
    {
        (string name, string description) = HelpText.Row(option);
        return [$"`{name}`", description];
    }
}
