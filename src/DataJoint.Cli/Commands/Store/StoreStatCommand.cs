using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store stat OBJECT</c>: what the store knows about an object.</summary>
internal static class StoreStatCommand
{
    private static readonly OptionDefinition WithChecksum = new("--checksum", null, "Also its checksum; where the store keeps none, the object is read");

    public static Command Define() => new("stat", "Show size, time and version of an object")
    {
        Arguments = [new("OBJECT", "The object, as STORE:PATH") { Kind = WordKind.Place }],
        Options = [WithChecksum],
        Examples =
        [
            ("djc store stat main:raw/a.bin", "is it there, and how large is it?"),
            ("djc store stat main:raw/a.bin --checksum", "and its CRC-32C"),
        ],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        StorePlace place = session.ObjectAt(0);
        IObjectStore store = session.Open(place);
        ObjectInfo info = await store.StatAsync(place.Path, session.Cancellation)
            ?? throw new StoreException(StoreErrorCode.NotFound, place.Store, place.Path, "the object does not exist.");
        Checksum? checksum = session.Context.Has(WithChecksum)
            ? info.Checksum ?? await store.ComputeChecksumAsync(place.Path, ChecksumKind.Crc32C, session.Cancellation)
            : info.Checksum;
        if (session.Context.Format == OutputFormat.Json)
        {
            session.Context.WriteJson(json => ObjectJson.Write(json, place.Store, info, checksum));
            return ExitCode.Done;
        }

        TextTable table = new(new TableColumn(""), new TableColumn(""));
        table.Add(null, "object", place.ToString());
        table.Add(null, "size", string.Create(CultureInfo.InvariantCulture, $"{info.Size} bytes ({ByteText.Size(info.Size)})"));
        table.Add(null, "modified", info.Modified.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        if (info.ETag is string mark)
        {
            table.Add(null, "version", Display.Sanitize(mark));
        }

        if (checksum is not null)
        {
            table.Add(null, "checksum", checksum.ToString());
        }

        table.Write(session.Context.Output, width: null, session.Context.OutputStyle);
        return ExitCode.Done;
    }
}
