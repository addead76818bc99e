using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc run -- COMMAND</c>: another program with the resolved settings in its environment.</summary>
internal static class RunCommand
{
    private static readonly OptionDefinition Python = new("--python", null, "The program is, or starts, a Python program");

    public static Command Define() => new("run", "Run a program with the resolved settings as DJ_* variables")
    {
        Description =
            """
            The program gets every setting that is not at its default as a variable, the stores as one DJ_STORES, keys of your own
            as one DJ_CUSTOM, and DJ_IGNORE_CONFIG_FILE=true, so that no file says otherwise. Inherited DJ_* variables that would
            contradict them are removed. Secrets are in its environment and nowhere else.

            datajoint-python takes settings from more variables, such as LIMIT, CHARSET and DJ_DATABASE. They are removed for a
            Python program: one with a known name (python, pytest, jupyter, uv, ...), a script that starts with #! and Python, or
            whatever --python is given for. A setting that Python has no variable for is reported.

            djc becomes the program (on Windows: waits for it), so input, output, signals and the exit code are the program's.
            Without it: 127 when it is not found, 126 when it cannot be run.
            """,
        PassesRest = true,
        Options = [Python],
        Arguments = [new("COMMAND", "The program and its arguments, passed on as they are")],
        Examples =
        [
            ("djc run -- python analysis.py", "datajoint-python sees what djc sees"),
            ("djc run --python -- make figures", "the same for a program that starts Python"),
            ("djc run --env prod -- env", "what a program would see in production, secrets included"),
        ],
        Run = RunAsync,
    };

    private static async ValueTask<int> RunAsync(CommandContext context)
    {
        if (context.Line.Rest.Count == 0 || context.Line.Rest[0].Length == 0)
        {
            throw CommandException.UsageError("djc run needs a command: djc run -- COMMAND", "for example djc run -- python analysis.py");
        }

        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        context.ReportDiagnostics(snapshot.Diagnostics);
        string program = context.Line.Rest[0];
        IReadOnlyDictionary<string, string> inherited = context.Terminal.ListVariables();
        bool isPython = context.Has(Python) || PythonProgram.IsPython(program, inherited.GetValueOrDefault("PATH", ""));
        if (isPython)
        {
            context.ReportDiagnostics(PythonProcess.ListLosses(snapshot));
        }

        Dictionary<string, string> variables = await new ChildEnvironment(snapshot, context.Environment) { IsPython = isPython }
            .CreateAsync(inherited, context.Cancellation);
        context.Output.Flush();
        context.Error.Flush();
        ChildCommand child = new(program, [.. context.Line.Rest.Skip(1)], variables);
        return context.Terminal.RunChild(child);
    }
}
