using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc untrust [HOST]</c>: takes a confirmation back.</summary>
internal static class UntrustCommand
{
    public static Command Define() => new("untrust", "Take back what djc trust confirmed for this project")
    {
        Description = "Removes HOST, or without it every destination of this project, from the user's list. When nothing is removed, the exit code is 1.",
        Arguments = [new("HOST", "The destination as djc trust --list shows it; without it all of the project's", IsOptional: true) { Kind = WordKind.TrustedDestination }],
        Examples = [("djc untrust", "ask again before anything is sent")],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        string root = TrustCommand.RootOf(ProjectEditor.Locate(context.CreateOptions()));
        string? host = context.Arguments.Count > 0 ? LoadingOptions.CheckHost("HOST", context.Arguments[0]) : null;
        IReadOnlyList<string> removed = EditReport.Guard(() => new TrustEditor(context.HostEnvironment, root).Remove(host));
        if (removed.Count == 0)
        {
            throw new CommandException(ExitCode.Failure, "nothing was confirmed for it", "djc trust --list shows what is");
        }

        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                json.WriteStartArray("removed");
                foreach (string one in removed)
                {
                    json.WriteStringValue(one);
                }

                json.WriteEndArray();
            });
        }
        else
        {
            foreach (string one in removed)
            {
                context.Output.Write($"removed: {Display.Sanitize(one)}\n");
            }
        }

        return new(ExitCode.Done);
    }
}
