using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Scans;
using DataJoint.Leaks;

namespace DataJoint.Cli.Commands.Leaks;

/// <summary><c>djc guard uninstall</c></summary>
internal static class GuardUninstallCommand
{
    public static Command Define() => new("uninstall", "Remove the hooks, and put those back that were there before")
    {
        Examples = [("djc guard uninstall", "commit and push without a scan again")],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        GuardedRepository hooks = await GuardedRepository.OpenAsync(context);
        hooks.CheckInside("run it in the repository that they belong to");
        foreach (string hook in LeakGuard.Hooks)
        {
            bool keeps = hooks.Guard.KeepsOther(hook);
            GuardState before = hooks.Guard.Find(hook);
            bool removed = false;
            hooks.Change(() => removed = hooks.Guard.Uninstall(hook));
            context.Output.Write($"{hooks.Shown}/{hook}: {Describe(removed, before, keeps)}\n");
        }

        return ExitCode.Done;
    }

    private static string Describe(bool removed, GuardState before, bool keeps) =>
        removed ? keeps ? "removed; the hook from before is back" : "removed"
        : before is GuardState.Installed or GuardState.Changed ? "changed by hand, left as it is"
        : "not installed";
}
