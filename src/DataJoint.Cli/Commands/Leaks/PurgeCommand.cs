using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Scans;
using DataJoint.Configuration;
using DataJoint.Git;
using DataJoint.Leaks;

namespace DataJoint.Cli.Commands.Leaks;

/// <summary><c>djc purge</c>: takes files or values out of the history.</summary>
internal static class PurgeCommand
{
    private static readonly OptionDefinition OfScan = new("--findings", "FILE", "Replace the values of the leaks that djc scan --format json wrote into FILE") { Kind = WordKind.File };
    private static readonly OptionDefinition Rules = new("--rules", "FILE", "The rules of your own that found them; repeatable") { Kind = WordKind.File, IsRepeatable = true };
    private static readonly OptionDefinition Known = new("--known", null, "Replace the secrets of this project, in all encodings");
    private static readonly OptionDefinition PruneEmpty = new("--prune-empty", null, "Drop the commits that are left without a change; else they stay, empty");
    private static readonly OptionDefinition Sign = new("--sign", null, "Sign the commits and tags again that lose their signature, with the key of your git");
    private static readonly OptionDefinition BackupFile = new("--backup", "FILE", "Keep the history as it was in FILE; by default beside the repository") { Kind = WordKind.File };
    private static readonly OptionDefinition DryRun = new("--dry-run", null, "Show what would change; change nothing");
    private static readonly OptionDefinition Yes = new("--yes", null, "Purge without asking");
    private static readonly OptionDefinition VerifyRemote = new("--verify-remote", "URL", "Change nothing: clone the remote repository and examine every object of it");

    public static Command Define() => new("purge", "Take files or secrets out of the history, and prove that they are gone")
    {
        Description =
            """
            Makes the history again without the files, or with ***REMOVED*** in the place of the values: branches, tags, notes,
            stashes and work trees. Commits before the first one that changes keep their ids; messages, dates and
            all else stay. Then the old history is removed from the repository, and every object is examined.

            Without --yes it shows what would change, and asks on a terminal. Before it changes anything it writes a bundle with
            the whole history, for you alone, outside the repository: delete it last. Where a purge could not be whole, such as
            in a shallow clone or during a rebase, it refuses. Interrupted at any moment, the repository is the old one, or the
            same command finishes what was begun. Reflogs are emptied.

            Nothing is pushed: the commands for that are shown. Change the credential on the server first; who has
            cloned the repository has it. The exit code is 1 when it refuses, when a PATH is in no commit, or when something
            is still there in the end.
            """,
        Arguments = [new("PATH", "A file or directory, as it is named in the history", IsOptional: true) { Kind = WordKind.File, IsRepeatable = true }],
        Options = [OfScan, Rules, Known, PruneEmpty, Sign, BackupFile, DryRun, Yes, VerifyRemote],
        Examples =
        [
            ("djc purge .secrets/database.password", "what would change"),
            ("djc scan --history --format json > ../leaks.json; djc purge --findings ../leaks.json --yes", "everything that the scan found"),
            ("djc purge --known --verify-remote origin", "is it gone there, too?"),
        ],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        if (context.Arguments.Count == 0 && !context.Has(OfScan) && !context.Has(Known))
        {
            throw CommandException.UsageError("nothing to purge: no PATH, --findings or --known", "djc purge .secrets/database.password shows what would change");
        }

        string directory = context.HostEnvironment.FindCurrentDirectory()
            ?? throw new CommandException(ExitCode.Failure, "the current directory is gone", "change to a directory that exists");
        RepositoryPurge purge = new(directory, CreateOptions(context, directory));
        try
        {
            return context.Line.TryGet(VerifyRemote, out string? url)
                ? PurgeOutput.WriteRemote(context, await purge.ExamineRemoteAsync(url!, context.Cancellation))
                : await PurgeAsync(context, purge);
        }
        catch (PurgeException refused)
        {
            PurgeOutput.WriteFailure(context, refused.Diagnostic);
            return context.Has(VerifyRemote) ? ExitCode.Unreachable : ExitCode.Failure;
        }
        catch (GitException failed)
        {
            throw new CommandException(ExitCode.Failure, failed.Message, failed.Diagnostic.Hint);
        }
    }

    private static async Task<int> PurgeAsync(CommandContext context, RepositoryPurge purge)
    {
        if (!context.Has(Yes) || context.Has(DryRun))
        {
            PurgePlan plan = await purge.PlanAsync(context.Cancellation);
            bool isAsked = plan.HasChanges && plan.MissingPaths.Count == 0 && !context.Has(DryRun) && Question.CanBeAsked(context.Terminal);
            PurgeOutput.WritePlan(context, plan, isAsked);
            if (!isAsked)
            {
                return PurgeOutput.WriteMissing(context, plan) ? ExitCode.Failure : ExitCode.Done;
            }

            if (!Question.Ask(context, "Purge?"))
            {
                throw Question.Declined("nothing was changed");
            }
        }

        return PurgeOutput.WriteResult(context, await purge.RunAsync(context.Cancellation), isShown: !context.Has(Yes));
    }

    private static PurgeOptions CreateOptions(CommandContext context, string directory)
    {
        PurgeOptions options = new() { PrunesEmpty = context.Has(PruneEmpty), Signs = context.Has(Sign) };
        options.Paths = [.. context.Arguments.Select(word => PurgedPaths.Find(directory, word))];
        bool readsSecrets = context.Has(Known) || context.Has(OfScan);
        ConfigurationSnapshot? project = readsSecrets ? KnownSecrets.LoadProject(context) : null;
        options.KnownSecrets = KnownSecrets.In(project);
        options.Rules = context.Has(OfScan) ? OwnRules.List(context, project, context.Line.ListValues(Rules)) : [];
        if (context.Has(Known))
        {
            options.Values = options.KnownSecrets.Count > 0
                ? options.KnownSecrets
                : throw new CommandException(ExitCode.Failure, "the project has no secret that is known here", "name a PATH, or the findings of a scan: --findings FILE");
        }

        options.Fingerprints = context.Line.TryGet(OfScan, out string? report) ? FindingsFile.Read(context, report!) : [];
        options.BackupFile = context.Line.TryGet(BackupFile, out string? backup) ? Path.GetFullPath(Path.Combine(directory, backup!)) : null;
        return options;
    }
}
