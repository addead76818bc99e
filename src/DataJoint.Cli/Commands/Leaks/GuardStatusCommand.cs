using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Scans;
using DataJoint.Leaks;

namespace DataJoint.Cli.Commands.Leaks;

/// <summary><c>djc guard status</c></summary>
internal static class GuardStatusCommand
{
    public static Command Define() => new("status", "Tell whether the hooks are installed (exit 1 when one is not)")
    {
        Examples = [("djc guard status", "which hooks are there, and what they run first")],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        GuardedRepository hooks = await GuardedRepository.OpenAsync(context);
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                json.WriteStartObject("hooks");
                foreach (string hook in LeakGuard.Hooks)
                {
                    json.WriteString(hook, NameOf(hooks.Guard.Find(hook)));
                }

                json.WriteEndObject();
            });
        }
        else
        {
            foreach (string hook in LeakGuard.Hooks)
            {
                context.Output.Write($"{hooks.Shown}/{hook}: {NameOf(hooks.Guard.Find(hook))}{GuardedRepository.Describe(hooks.Guard, hook)}\n");
            }
        }

        return LeakGuard.Hooks.All(hook => hooks.Guard.Find(hook) == GuardState.Installed) ? ExitCode.Done : ExitCode.Failure;
    }

    private static string NameOf(GuardState state) => state switch
    {
        GuardState.Installed => "installed",
        GuardState.Changed => "changed by hand",
        GuardState.Other => "another hook",
        _ => "missing",
    };
}
