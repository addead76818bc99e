using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Commands.Leaks;

/// <summary><c>djc guard</c>: hooks of git that keep new leaks out.</summary>
internal static class GuardGroup
{
    public static Command Define() => new("guard", "Scan what is committed and pushed, with hooks of git")
    {
        Commands = [GuardInstallCommand.Define(), GuardUninstallCommand.Define(), GuardStatusCommand.Define()],
        Examples =
        [
            ("djc guard install", "from now on every commit and push is scanned"),
            ("djc guard status", "are the hooks there?"),
        ],
    };
}
