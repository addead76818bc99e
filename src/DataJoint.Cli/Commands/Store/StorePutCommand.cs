using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Cli.Transfers;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store put FILE OBJECT</c>: a file becomes an object.</summary>
internal static class StorePutCommand
{
    public static Command Define() => new("put", "Write a file into a store")
    {
        Description =
            """
            Streams the file; on a terminal a line on standard error tells rate and time left. The object is there when all of it
            is, with its checksum verified, or not at all. FILE may be a pipe, or - for standard input. A FILE that changes while it
            is read is reported with exit code 1. An OBJECT that ends in / (or is only a store) takes the file's name. In a store that
            keeps the parts of an interrupted transfer, --resume goes on there.
            """,
        Arguments = [new("FILE", "The file, or - for standard input") { Kind = WordKind.File }, new("OBJECT", "The object to write, as STORE:PATH") { Kind = WordKind.Place }],
        Options = [StoreOptions.Overwrite, StoreOptions.Managed, StoreOptions.Resume],
        Examples =
        [
            ("djc store put session1.bin main:raw/2024/", "write raw/2024/session1.bin"),
            ("tar c session1 | djc store put - main:raw/session1.tar", "write what another program makes"),
        ],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        string file = session.Context.Arguments[0];
        bool isInput = file == LocalFile.StandardStream;
        StorePlace place = session.Place(1);
        place = isInput ? session.ObjectAt(1) : place.For(Path.GetFileName(file.TrimEnd('/', Path.DirectorySeparatorChar)));
        session.CheckUnmanaged(place);
        IObjectStore store = session.Open(place);
        await using Stream content = isInput ? session.Context.Terminal.OpenInput() : await LocalFile.OpenReadAsync(session.Context, file);
        bool isFile = !isInput && content.CanSeek;
        using TransferProgress progress = new(session.Context, place.ToString(), isFile ? content.Length : null);
        WriteReceipt receipt = isFile
            ? await store.UploadFileAsync(LocalFile.Resolve(session.Context, file), place.Path, session.WriteOptions(progress), session.Cancellation)
            : await WriteFromPipeAsync(session, (store, place), content, progress);
        progress.Dispose();
        TransferReport.Write(session.Context, place, receipt.Info, receipt.Checksum, progress.Elapsed);
        return ExitCode.Done;
    }

    /// <summary>Nobody knows how much will come, nor when.</summary>
    private static async Task<WriteReceipt> WriteFromPipeAsync(
        StoreSession session, (IObjectStore Store, StorePlace Place) to, Stream content, TransferProgress progress)
    {
        await using InterruptibleInput input = new(content);
        return await to.Store.WriteAsync(to.Place.Path, input, session.WriteOptions(progress), session.Cancellation);
    }
}
