using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Completions;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc completion SHELL</c>: a script that teaches a shell the commands, options and setting keys.</summary>
internal static class CompletionCommand
{
    public static Command Define() => new("completion", "Print a completion script for a shell")
    {
        Description = "The script knows the commands, their options and the setting keys. Its first lines say how to use it.",
        Arguments = [new("SHELL", "The shell: bash, zsh, fish or pwsh") { Choices = ["bash", "zsh", "fish", "pwsh"] }],
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
        Command root = context.Line.Path[0];
        context.Output.Write(context.Arguments[0] switch
        {
            "bash" => BashCompletion.Create(root),
            "zsh" => ZshCompletion.Create(root),
            "fish" => FishCompletion.Create(root),
            _ => PowerShellCompletion.Create(root),
        });
        return new(ExitCode.Done);
    }
}
