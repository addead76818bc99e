using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Transfers;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store cp SOURCE DESTINATION</c>: copies an object, within a store or to another.</summary>
internal static class StoreCopyCommand
{
    public static Command Define() => new("cp", "Copy an object, also to another store")
    {
        Description =
            """
            Within a store the store itself copies; between stores the bytes stream through this machine, and their checksum is
            verified. A DESTINATION that ends in / (or is only a store) takes the object's name.
            """,
        Arguments = [new("SOURCE", "The object, as STORE:PATH") { Kind = WordKind.Place }, new("DESTINATION", "The copy, as STORE:PATH") { Kind = WordKind.Place }],
        Options = [StoreOptions.Overwrite, StoreOptions.Managed, StoreOptions.Resume],
        Examples = [("djc store cp main:raw/a.bin archive:2024/", "into another store, under the same name")],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        StorePlace source = session.ObjectAt(0);
        StorePlace destination = session.Place(1).For(source.FileName);
        if (StoreAddress.AreSame(session.AddressOf(source), session.AddressOf(destination)))
        {
            throw CommandException.UsageError(
                source == destination ? $"{source} is both source and destination" : $"{source} and {destination} are one object");
        }

        session.CheckUnmanaged(destination);
        using TransferProgress progress = new(session.Context, destination.ToString(), total: null);
        (ObjectInfo copy, Checksum? checksum) = await CopyAsync(session, source, destination, progress);
        progress.Dispose();
        TransferReport.Write(session.Context, destination, copy, checksum, progress.Elapsed);
        return ExitCode.Done;
    }

    /// <summary>By the store itself where it is one, else through this machine with the checksum verified.</summary>
    private static async Task<(ObjectInfo Copy, Checksum? Checksum)> CopyAsync(
        StoreSession session, StorePlace source, StorePlace destination, TransferProgress progress)
    {
        IObjectStore from = session.Open(source);
        IObjectStore to = session.Open(destination);
        if (ReferenceEquals(from, to))
        {
            ObjectInfo copy = await from.CopyAsync(source.Path, destination.Path, session.WriteOptions(progress: null), session.Cancellation);
            return (copy, copy.Checksum);
        }

        ObjectInfo info = await from.StatAsync(source.Path, session.Cancellation)
            ?? throw new StoreException(StoreErrorCode.NotFound, source.Store, source.Path, "the object does not exist.");
        progress.Total = info.Size;
        WriteReceipt receipt = await new StoreCopy(from, to).CopyVersionAsync(info, destination.Path, session.WriteOptions(progress), session.Cancellation);
        return (receipt.Info, receipt.Checksum);
    }
}
