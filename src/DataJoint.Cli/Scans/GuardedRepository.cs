using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;
using DataJoint.Git;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>The repository whose hooks are looked at.</summary>
internal sealed class GuardedRepository
{
    private readonly string _root;
    private readonly string _hooks;

    private GuardedRepository(string root, string hooks)
    {
        _root = root;
        _hooks = hooks;
        Guard = new LeakGuard(hooks);
    }

    public LeakGuard Guard { get; }

    /// <summary>The directory of the hooks, for messages.</summary>
    public string Shown => Display.Sanitize(IsInside ? Path.GetRelativePath(_root, _hooks).Replace(Path.DirectorySeparatorChar, '/') : _hooks, 400);

    private bool IsInside => _hooks.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Opens the repository of the current directory.</summary>
    /// <exception cref="CommandException">There is none, or git cannot answer.</exception>
    public static async Task<GuardedRepository> OpenAsync(CommandContext context)
    {
        string directory = context.HostEnvironment.FindCurrentDirectory() ?? ".";
        try
        {
            return GitRepository.FindRoot(directory) is string root && GitRepository.Open(root) is GitRepository repository
                ? new(root, await new GitObjects(repository).FindHooksAsync(context.Cancellation))
                : throw new CommandException(ExitCode.Failure, $"{Display.Sanitize(directory, 400)} is not in a git repository", "run: git init");
        }
        catch (GitException failed)
        {
            throw new CommandException(ExitCode.Failure, failed.Message, failed.Diagnostic.Hint);
        }
    }

    /// <summary>What a hook keeps.</summary>
    public static string Describe(LeakGuard guard, string hook) =>
        guard.Find(hook) == GuardState.Installed && guard.KeepsOther(hook) ? $"; runs {hook}{LeakGuard.KeptSuffix} first" : "";

    /// <exception cref="CommandException">Other repositories share the directory; a linked work tree's is in the main one's <c>.git</c>.</exception>
    public void CheckInside()
    {
        if (!IsInside && !_hooks.Split(Path.DirectorySeparatorChar).Contains(".git"))
        {
            throw new CommandException(
                ExitCode.Failure, $"core.hooksPath is {Shown}, which other repositories share", "add to its pre-commit: djc scan --staged; and to its pre-push: djc scan --pushed");
        }
    }

    /// <summary>Changes a hook.</summary>
    /// <exception cref="CommandException">It cannot be changed.</exception>
    public void Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failure, $"{Shown} cannot be changed: {SystemFault.Describe(refused)}");
        }
    }
}
