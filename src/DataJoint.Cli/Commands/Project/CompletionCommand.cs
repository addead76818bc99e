using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Completions;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc completion SHELL</c>: a script that teaches a shell the commands, options and setting keys.</summary>
internal static class CompletionCommand
{
    public static Command Define() => new("completion", "Print a completion script for a shell")
    {
        Description =
            """
            While you type, the script asks djc what may follow: commands, options and what each takes, settings with the attributes
            of the project's stores, environments, values that a setting may have, and objects (main:ra completes to main:raw/).
            It opens a store on a network only when you trust its host (djc trust, DJ_TRUST) or nothing of it comes from the
            project. The script runs the djc on your PATH, and its first lines say how to use it.
            """,
        Arguments = [new("SHELL", "The shell: bash, zsh, fish, pwsh or powershell") { Choices = ["bash", "zsh", "fish", "pwsh", "powershell"] }],
        Formats = [OutputFormat.Text],
        Examples =
        [
            ("source <(djc completion bash)", "complete in this bash"),
            ("djc completion fish > ~/.config/fish/completions/djc.fish", "complete in every fish"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        string script = context.Arguments[0] switch
        {
            "bash" => BashCompletion.Script,
            "zsh" => ZshCompletion.Script,
            "fish" => FishCompletion.Script,
            _ => PowerShellCompletion.Script,
        };
        context.Output.Write(script.ReplaceLineEndings("\n"));
        return new(ExitCode.Done);
    }
}
