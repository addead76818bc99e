using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store ls [PLACE]</c>: what is in a folder, or everything below it.</summary>
internal static class StoreListCommand
{
    /// <summary>On a narrower terminal the names need the room of the times.</summary>
    private const int NarrowestWithTime = 70;

    public static Command Define() => new("ls", "List objects")
    {
        Description =
            """
            Shows size in bytes, time (UTC) and path of the objects in a folder, and the folders in it; with --recursive all
            objects below it. The lines come as the store gives them, in its own order, so that a million objects take neither
            time before the first nor memory.
            """,
        Arguments = [new("PLACE", "The folder, as STORE:PATH; by default all of the default store", IsOptional: true) { Kind = WordKind.Place }],
        Options = [StoreOptions.Recursive],
        Examples =
        [
            ("djc store ls main:", "what is at the top of the store main"),
            ("djc store ls main:raw/2024 --recursive", "every object below raw/2024/"),
        ],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        StorePlace place = session.PlaceOrDefault(0);
        SkippedEntries skipped = new();
        IAsyncEnumerable<ListEntry> entries = List(session, place, skipped);
        bool isJson = session.Context.Format == OutputFormat.Json;
        (bool Any, StoreException? Fault) listed = isJson ? await WriteJsonAsync(session, place, entries) : (await WriteTextAsync(session, entries), null);
        skipped.Tell(session.Context, "no command of djc reaches them");
        return listed.Fault is not null ? StoreFault.ExitCodeOf(listed.Fault)
            : listed.Any || place.Path.Length == 0 ? ExitCode.Done
            : isJson ? ExitCode.Failure
            : throw new CommandException(ExitCode.Failure, $"there is nothing below {place}", session.FindColonHint(place));
    }

    private static IAsyncEnumerable<ListEntry> List(StoreSession session, StorePlace place, SkippedEntries skipped)
    {
        IObjectStore store = session.Open(place);
        return session.Context.Has(StoreOptions.Recursive)
            ? WholeListing.From(store, place.Folder, skipped.Add, session.Cancellation).Select(found => new ListEntry(found))
            : WholeListing.LevelFrom(store, place.Path.TrimEnd('/'), skipped.Add, session.Cancellation);
    }

    private static async Task<bool> WriteTextAsync(StoreSession session, IAsyncEnumerable<ListEntry> entries)
    {
        TextWriter output = session.Context.Output;
        int? columns = session.Context.OutputWidth;
        bool any = false;
        await foreach (ListEntry entry in PromptListing.From(entries, session.Context, session.Cancellation))
        {
            any = true;
            string size = entry.Info is ObjectInfo info ? info.Size.ToString(CultureInfo.InvariantCulture) : "";
            string time = entry.Info is ObjectInfo timed ? timed.Modified.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
            string before = columns < NarrowestWithTime ? $"{size,14}  " : $"{size,14}  {time,19}  ";
            string name = Display.Sanitize(entry.Name, 2048) + (entry.IsFolder ? "/" : "");
            output.Write(before + (columns is int room ? TextWidth.ShortenMiddle(name, room - before.Length) : name) + "\n");
        }

        return any;
    }

    private static async Task<(bool Any, StoreException? Fault)> WriteJsonAsync(StoreSession session, StorePlace place, IAsyncEnumerable<ListEntry> entries)
    {
        using JsonDocumentStream document = new(session.Context.Output);
        document.Json.WriteString("store", place.Store);
        document.Json.WriteString("folder", place.Path.TrimEnd('/'));
        document.Json.WriteStartArray("entries");
        StoreException? fault = null;
        bool any = false;
        try
        {
            await foreach (ListEntry entry in PromptListing.From(entries, session.Context, session.Cancellation))
            {
                any = true;
                Write(document, entry);
            }
        }
        catch (StoreException refused)
        {
            fault = refused;
        }

        document.Json.WriteEndArray();
        if (fault is not null)
        {
            StoreFault.WriteMember(document.Json, fault);
        }

        return (any, fault);
    }

    private static void Write(JsonDocumentStream document, ListEntry entry)
    {
        document.Json.WriteStartObject();
        document.Json.WriteString("kind", entry.IsFolder ? "folder" : "object");
        if (entry.Info is ObjectInfo info)
        {
            ObjectJson.WriteMembers(document.Json, info);
        }
        else
        {
            document.Json.WriteString("name", entry.Name);
        }

        document.Json.WriteEndObject();
        document.PassOn();
    }
}
