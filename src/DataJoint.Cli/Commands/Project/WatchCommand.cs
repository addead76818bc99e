using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc __watch -- FOLDER</c>: removes the folder of <c>djc run --files</c> when that has ended and could not do it itself.</summary>
internal static class WatchCommand
{
    private const string Name = "__watch"; // SecretFolder starts it

    public static Command Define() => new(Name, "Remove the files of djc run --files when it has ended")
    {
        IsHidden = true,
        PassesRest = true,
        Formats = [OutputFormat.Text],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        if (!OperatingSystem.IsWindows())
        {
            using Stream life = context.Terminal.OpenInput();
            SecretFolder.Watch(context.Line.Rest is [string folder] ? folder : "", life);
        }

        return new(ExitCode.Done);
    }
}
