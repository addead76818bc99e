using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Transfers;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store rm OBJECT</c>: removes an object, or everything in a folder.</summary>
internal static class StoreRemoveCommand
{
    private const int MaxAtOnce = 16;
    private const string Staying = "they are still there";

    public static Command Define() => new("rm", "Remove objects")
    {
        Description =
            """
            Removes one object, or with --recursive every object in a folder, and the empty ones that mark folders for other programs.
            On a terminal it asks; elsewhere it needs --yes. With safemode off it removes unasked. When there is nothing of that name,
            the exit code is 1.
            """,
        Arguments = [new("OBJECT", "The object, or with --recursive the folder, as STORE:PATH") { Kind = WordKind.Place }],
        Options = [StoreOptions.Recursive, StoreOptions.Yes, StoreOptions.Managed],
        Examples =
        [
            ("djc store rm main:raw/a.bin", "remove it, after a question"),
            ("djc store rm main:scratch/ --recursive --yes", "remove everything below scratch/"),
        ],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        bool isRecursive = session.Context.Has(StoreOptions.Recursive);
        StorePlace place = isRecursive ? session.Place(0) : session.ObjectAt(0);
        if (isRecursive)
        {
            session.CheckUnmanagedFolder(place);
        }
        else
        {
            session.CheckUnmanaged(place);
        }

        SkippedEntries omissions = new();
        ObjectTotals found = isRecursive ? await CountAsync(session, place, omissions) : await FindAsync(session, place);
        if (!IsAllowed(session))
        {
            Confirm(session, !isRecursive ? place.ToString() : found.Objects > 0 ? $"{found} below {place}" : $"the folder markers below {place}");
        }

        ObjectTotals removed = isRecursive ? await RemoveAllAsync(session, place) : found;
        long markers = isRecursive ? await RemoveMarkersAsync(session, place) : 0;
        if (!isRecursive)
        {
            await session.Open(place).DeleteAsync(place.Path, session.Cancellation);
        }

        Report(session.Context, place, removed, markers);
        omissions.Tell(session.Context, Staying);
        return omissions.Count > 0 ? ExitCode.Failure : ExitCode.Done;
    }

    private static bool IsAllowed(StoreSession session) => session.Context.Has(StoreOptions.Yes) || !session.Snapshot.SafeMode;

    private static async Task<ObjectTotals> FindAsync(StoreSession session, StorePlace place)
    {
        ObjectInfo? info = await session.Open(place).StatAsync(place.Path, session.Cancellation);
        return info is not null
            ? new ObjectTotals(1, info.Size)
            : throw new CommandException(ExitCode.Failure, $"no such object: {place}", session.FindColonHint(place) ?? "a folder is removed with --recursive");
    }

    private static async Task<ObjectTotals> CountAsync(StoreSession session, StorePlace place, SkippedEntries omissions)
    {
        ObjectTotals totals = new(0, 0);
        await foreach (ObjectInfo found in WholeListing.From(session.Open(place), place.Folder, omissions.Add, session.Cancellation))
        {
            totals = totals.Plus(found.Size);
        }

        bool isMarked = totals.Objects == 0 && session.Open(place) is IFolderMarkers marking
            && await marking.ListMarkersAsync(place.Folder, session.Cancellation).AnyAsync(session.Cancellation);
        if (totals.Objects > 0 || isMarked)
        {
            return totals;
        }

        omissions.Tell(session.Context, Staying);
        throw new CommandException(ExitCode.Failure, $"there is no object below {place}", session.FindColonHint(place));
    }

    /// <exception cref="CommandException">The answer was no, or there is no terminal to prompt on.</exception>
    private static void Confirm(StoreSession session, string what)
    {
        if (!session.Context.Terminal.IsInputTerminal)
        {
            throw CommandException.UsageError($"{what}: cannot prompt: no terminal", "add --yes to remove it without a question");
        }

        if (!Question.Ask(session.Context, $"Remove {what}?"))
        {
            throw Question.Declined("nothing was removed");
        }
    }

    private static async Task<ObjectTotals> RemoveAllAsync(StoreSession session, StorePlace place)
    {
        IObjectStore store = session.Open(place);
        long objects = 0;
        long bytes = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = session.Cancellation };
        await Parallel.ForEachAsync(store.ListAsync(place.Folder, session.Cancellation), options, async (found, cancellation) =>
        {
            await store.DeleteAsync(found.Name, cancellation);
            Interlocked.Increment(ref objects);
            Interlocked.Add(ref bytes, found.Size);
        });
        return new ObjectTotals(objects, bytes);
    }

    /// <summary>Empty objects that mark folders for other programs: they would outlive what was in them, and show folders that nothing is in.</summary>
    private static async Task<long> RemoveMarkersAsync(StoreSession session, StorePlace place)
    {
        if (session.Open(place) is not IFolderMarkers marking)
        {
            return 0;
        }

        List<string> folders = await marking.ListMarkersAsync(place.Folder, session.Cancellation).ToListAsync(session.Cancellation);
        ParallelOptions options = new() { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = session.Cancellation };
        await Parallel.ForEachAsync(folders, options, marking.DeleteMarkerAsync);
        return folders.Count;
    }

    private static void Report(CommandContext context, StorePlace place, ObjectTotals removed, long markers)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                json.WriteString("store", place.Store);
                json.WriteString("path", place.Path);
                json.WriteNumber("objects", removed.Objects);
                json.WriteNumber("bytes", removed.Bytes);
                json.WriteNumber("folderMarkers", markers);
            });
        }
        else
        {
            string marked = markers == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {markers} folder {(markers == 1 ? "marker" : "markers")}");
            context.Output.Write($"removed {(context.Has(StoreOptions.Recursive) ? $"{removed}{marked} below " : "")}{place}\n");
        }
    }
}
