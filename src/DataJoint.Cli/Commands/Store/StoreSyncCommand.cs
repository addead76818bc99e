using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Transfers;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store sync SOURCE DESTINATION</c>: makes one place hold what another holds.</summary>
internal static class StoreSyncCommand
{
    private static readonly OptionDefinition Delete = new("--delete", null, "Also delete at DESTINATION what SOURCE does not hold; needs --yes");
    private static readonly OptionDefinition DryRun = new("--dry-run", null, "Only show what would be done");
    private static readonly OptionDefinition SizeOnly = new("--size-only", null, "Take objects of the same size for the same, without comparing checksums");

    public static Command Define() => new("sync", "Copy what is missing or different, in one direction")
    {
        Description =
            """
            Copies every object below SOURCE to the same name below DESTINATION, unless one of the same size and checksum is there
            already. Where a store keeps no checksum, the object is read to compute it. Each is STORE:PATH, or a folder of this
            machine: a word without a colon, or with one only behind a slash.

            Nothing is ever deleted without --delete and --yes, and never when SOURCE is empty, when an object failed, or when
            something that SOURCE held at the beginning is gone: a share that is not mounted must not empty its copy. When
            single objects cannot be copied, the others are, and the exit code is 1. So it is for what is not an object: links that
            lead out of the folder or to nothing, pipes and devices.
            """,
        Arguments = [new("SOURCE", "The folder to copy from") { Kind = WordKind.PlaceOrFolder }, new("DESTINATION", "The folder to copy to") { Kind = WordKind.PlaceOrFolder }],
        Options = [Delete, StoreOptions.Yes, DryRun, SizeOnly, StoreOptions.Managed, StoreOptions.Resume],
        Examples =
        [
            ("djc store sync /rig/recordings main:raw", "copy what is new on the rig"),
            ("djc store sync main:raw archive:raw --dry-run", "what would be copied from store to store?"),
        ],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        CommandContext context = session.Context;
        bool isDry = context.Has(DryRun);
        if (context.Has(Delete) && !context.Has(StoreOptions.Yes) && !isDry)
        {
            throw CommandException.UsageError("--delete needs --yes", "--dry-run shows what would be deleted");
        }

        var from = SyncEndpoint.Open(session, 0);
        var to = SyncEndpoint.Open(session, 1);
        Check(session, from, to);
        using SyncReport report = new(context, from, to, isDry);
        using SyncRun run = new(session, from, to, report) { IsDry = isDry, IsBySize = context.Has(SizeOnly), Deletes = context.Has(Delete) };
        StoreException? fault = await RunAsync(session, run, report);
        report.Finish(fault);
        return fault is not null ? StoreFault.ExitCodeOf(fault) : report.HasFailed ? ExitCode.Failure : ExitCode.Done;
    }

    private static void Check(StoreSession session, SyncEndpoint from, SyncEndpoint to)
    {
        if (from.Overlaps(to))
        {
            throw CommandException.UsageError($"{from.Shown} and {to.Shown} overlap", "source and destination must lie outside each other");
        }

        if (from.Store is FileObjectStore folder && from.Place is null && !Directory.Exists(folder.Location))
        {
            throw CommandException.UsageError($"{from.Shown} is not a folder");
        }

        if (to.Place is { Path.Length: > 0 } place)
        {
            session.CheckUnmanaged(place with { Path = place.Path.TrimEnd('/') });
        }
    }

    private static async Task<StoreException?> RunAsync(StoreSession session, SyncRun run, SyncReport report)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(session.Cancellation);
        Task counting = session.Context.Terminal.IsErrorTerminal ? CountAsync(run, report, done.Token) : Task.CompletedTask;
        try
        {
            await run.RunAsync();
            return null;
        }
        catch (StoreException fault)
        {
            return fault;
        }
        finally
        {
            await done.CancelAsync();
            await counting;
        }
    }

    /// <summary>Beside the copying, so that nothing waits for it; without it there is just no time left to show.</summary>
    private static async Task CountAsync(SyncRun run, SyncReport report, CancellationToken cancellationToken)
    {
        try
        {
            report.Total = await run.CountAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is StoreException or OperationCanceledException)
        {
        }
    }
}
