using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc run -- COMMAND</c>: another program with the resolved settings in its environment.</summary>
internal static class RunCommand
{
    public static Command Define() => new("run", "Run a program with the resolved settings as DJ_* variables")
    {
        Description =
            """
            The program gets every setting that has a variable and is not at its default, and the stores as one DJ_STORES.
            Inherited DJ_* variables that would contradict them are removed. Secrets are in its environment and nowhere else.

            djc becomes the program (on Windows: waits for it), so input, output, signals and the exit code are the program's.
            Without it: 127 when it is not found, 126 when it cannot be run.
            """,
        PassesRest = true,
        Arguments = [new("COMMAND", "The program and its arguments, passed on as they are")],
        Examples =
        [
            ("djc run -- python analysis.py", "datajoint-python sees what djc sees"),
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
        Dictionary<string, string> variables = await new ChildEnvironment(snapshot, context.Environment)
            .CreateAsync(context.Terminal.ListVariables(), context.Cancellation);
        context.Output.Flush();
        context.Error.Flush();
        ChildCommand child = new(context.Line.Rest[0], [.. context.Line.Rest.Skip(1)], variables);
        return context.Terminal.RunChild(child);
    }
}
