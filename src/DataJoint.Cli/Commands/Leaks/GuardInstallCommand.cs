using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Scans;
using DataJoint.Leaks;

namespace DataJoint.Cli.Commands.Leaks;

/// <summary><c>djc guard install</c></summary>
internal static class GuardInstallCommand
{
    public static Command Define() => new("install", "Install the hooks pre-commit and pre-push")
    {
        Description =
            """
            The hooks run djc scan --staged before a commit, and djc scan --pushed before a push; a leak stops either. They go where
            git takes hooks from, also where core.hooksPath says. A hook that is there already is kept under another name and
            runs first, so that the pre-commit framework and others go on working. Where core.hooksPath names a directory outside
            the repository, which other repositories share, nothing is installed.
            """,
        Examples = [("djc guard install", "from now on a leak stops the commit")],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        GuardedRepository hooks = await GuardedRepository.OpenAsync(context);
        hooks.CheckInside("add to its pre-commit: djc scan --staged; and to its pre-push: djc scan --pushed");
        foreach (string hook in LeakGuard.Hooks)
        {
            hooks.CheckKept(hook);
        }

        foreach (string hook in LeakGuard.Hooks)
        {
            GuardState before = hooks.Guard.Find(hook);
            hooks.Change(() => hooks.Guard.Install(hook));
            context.Output.Write($"{hooks.Shown}/{hook}: {NameOf(before)}{GuardedRepository.Describe(hooks.Guard, hook)}\n");
        }

        return LeakGuard.Hooks.All(hook => hooks.Guard.Find(hook) == GuardState.Installed) ? ExitCode.Done : ExitCode.Failure;
    }

    private static string NameOf(GuardState before) => before switch
    {
        GuardState.Installed => "already installed",
        GuardState.Changed => "changed by hand, left as it is",
        _ => "installed",
    };
}
