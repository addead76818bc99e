using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store du [PLACE]</c>: how much the folders hold.</summary>
internal static class StoreUsageCommand
{
    public static Command Define() => new("du", "Show how many objects and bytes the folders hold")
    {
        Description = "Sums up everything below the folders that are directly in PLACE, and the objects in PLACE itself. It lists the whole place for that.",
        Arguments = [new("PLACE", "The folder, as STORE:PATH; by default all of the default store", IsOptional: true) { Kind = WordKind.Place }],
        Examples = [("djc store du main:", "where did the space go?")],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        StorePlace place = session.PlaceOrDefault(0);
        SortedDictionary<string, ObjectTotals> folders = new(StringComparer.Ordinal);
        ObjectTotals all = new(0, 0);
        SkippedEntries omissions = new();
        await foreach (ObjectInfo found in WholeListing.From(session.Open(place), place.Folder, omissions.Add, session.Cancellation))
        {
            all = all.Plus(found.Size);
            int slash = found.Name.IndexOf('/', place.Folder.Length);
            string folder = slash < 0 ? place.Folder : found.Name[..(slash + 1)];
            folders[folder] = folders.GetValueOrDefault(folder, new ObjectTotals(0, 0)).Plus(found.Size);
        }

        Write(session.Context, place, folders, all);
        omissions.Tell(session.Context, "they are not in these sums");
        if (all.Objects > 0 || place.Path.Length == 0)
        {
            return ExitCode.Done;
        }

        return session.Context.Format == OutputFormat.Json ? ExitCode.Failure
            : throw new CommandException(ExitCode.Failure, $"there is no object below {place}", session.FindColonHint(place));
    }

    private static void Write(CommandContext context, StorePlace place, SortedDictionary<string, ObjectTotals> folders, ObjectTotals all)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                json.WriteString("store", place.Store);
                json.WriteString("folder", place.Path.TrimEnd('/'));
                json.WriteNumber("objects", all.Objects);
                json.WriteNumber("bytes", all.Bytes);
                json.WriteStartArray("folders");
                foreach ((string folder, ObjectTotals totals) in folders)
                {
                    json.WriteStartObject();
                    json.WriteString("name", folder.TrimEnd('/'));
                    json.WriteNumber("objects", totals.Objects);
                    json.WriteNumber("bytes", totals.Bytes);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return;
        }

        foreach ((string folder, ObjectTotals totals) in folders)
        {
            WriteLine(context, totals, folder.Length == 0 ? "(objects at the top)" : Display.Sanitize(folder, 2048));
        }

        WriteLine(context, all, $"in all, below {place}");
    }

    private static void WriteLine(CommandContext context, ObjectTotals totals, string name)
    {
        string objects = totals.Objects.ToString(CultureInfo.InvariantCulture) + (totals.Objects == 1 ? " object " : " objects");
        string before = $"{ByteText.Size(totals.Bytes),8}  {objects,16}  ";
        context.Output.Write(before + (context.OutputWidth is int columns ? TextWidth.ShortenMiddle(name, columns - before.Length) : name) + "\n");
    }
}
