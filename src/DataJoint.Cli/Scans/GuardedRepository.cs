using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;
using DataJoint.Configuration.Files;
using DataJoint.Git;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>The repository whose hooks are looked at.</summary>
internal sealed class GuardedRepository
{
    private readonly string _root;
    private readonly string _hooks;
    private readonly string _directory;

    /// <summary>Where the hooks are in truth: a link in the work tree may lead to another repository's.</summary>
    private readonly string _resolved;

    private GuardedRepository(string root, string directory, string hooks)
    {
        _root = root;
        _directory = directory;
        _hooks = hooks;
        _resolved = ProjectFinder.ResolveFully(hooks);
        Guard = new LeakGuard(hooks);
    }

    public LeakGuard Guard { get; }

    /// <summary>The directory of the hooks, for messages.</summary>
    public string Shown => Display.Sanitize(
        !IsInside ? _resolved
        : Path.GetRelativePath(_root, _hooks) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative.Replace(Path.DirectorySeparatorChar, '/')
        : _hooks, 400);

    private bool IsInside => IsBelow(_resolved, ProjectFinder.ResolveFully(_root));

    /// <summary>Opens the repository of the current directory.</summary>
    /// <exception cref="CommandException">There is none, or git cannot answer.</exception>
    public static async Task<GuardedRepository> OpenAsync(CommandContext context)
    {
        string directory = context.HostEnvironment.FindCurrentDirectory() ?? ".";
        try
        {
            if (GitRepository.FindRoot(directory) is not string root || GitRepository.Open(root) is not GitRepository repository)
            {
                throw new CommandException(ExitCode.Failure, $"{Display.Sanitize(directory, 400)} is not in a git repository", "run: git init");
            }

            GitObjects objects = new(repository);
            return new(root, await objects.FindDirectoryAsync(context.Cancellation), await objects.FindHooksAsync(context.Cancellation));
        }
        catch (GitException failed)
        {
            throw new CommandException(ExitCode.Failure, failed.Message, failed.Diagnostic.Hint);
        }
    }

    /// <summary>What a hook keeps.</summary>
    public static string Describe(LeakGuard guard, string hook) =>
        guard.Find(hook) == GuardState.Installed && guard.KeepsOther(hook) ? $"; runs {hook}{LeakGuard.KeptSuffix} first" : "";

    /// <summary>The hooks are in the work tree, or in the directory of git's own files: of the main work tree, a bare repository, or elsewhere.</summary>
    /// <param name="hint">What to do when they are not.</param>
    /// <exception cref="CommandException">Other repositories share the directory.</exception>
    public void CheckInside(string hint)
    {
        if (!IsInside && !IsBelow(_resolved, ProjectFinder.ResolveFully(_directory)))
        {
            bool isLink = IsBelow(_hooks, _root) || IsBelow(_hooks, _directory);
            string what = isLink ? Display.Sanitize(_hooks, 400) + " leads to" : "core.hooksPath is";
            throw new CommandException(ExitCode.Failure, $"{what} {Shown}, which other repositories share", hint);
        }
    }

    /// <exception cref="CommandException">A hook is kept that nothing runs: nobody knows whether it is still wanted.</exception>
    public void CheckKept(string hook)
    {
        if (Guard.KeepsOther(hook) && Guard.Find(hook) is (GuardState.Missing or GuardState.Other))
        {
            throw new CommandException(
                ExitCode.Failure, $"{Shown}/{hook}{LeakGuard.KeptSuffix} is left from an earlier guard, which is gone", $"delete it, or put its lines into {hook}");
        }
    }

    private static bool IsBelow(string path, string directory) => path.StartsWith(
        Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

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
