using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store get OBJECT [FILE]</c>: an object becomes a file.</summary>
internal static class StoreGetCommand
{
    public static Command Define() => new("get", "Write an object into a file")
    {
        Description =
            """
            Fetches several parts at once; on a terminal a line on standard error tells rate and time left. The file appears when
            all of it is there, with the checksum verified where the store keeps one, or not at all. Without FILE, or when it is
            a folder, the file has the object's last name. With --resume an interrupted transfer leaves what it has in hidden
            files beside FILE, and the next one with --resume goes on there.
            """,
        Arguments =
        [
            new("OBJECT", "The object, as STORE:PATH") { Kind = WordKind.Place },
            new("FILE", "The file to write, or a folder; here by default", IsOptional: true) { Kind = WordKind.File },
        ],
        Options = [StoreOptions.Overwrite, StoreOptions.Resume],
        Examples =
        [
            ("djc store get main:raw/session1.bin", "write session1.bin here"),
            ("djc store get main:raw/session1.bin /data/ --resume", "into another folder, going on after an interruption"),
        ],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        StorePlace place = session.ObjectAt(0);
        string path = TargetPath(session, place);
        IObjectStore store = session.Open(place);
        ObjectInfo info = await store.StatAsync(place.Path, session.Cancellation)
            ?? throw new StoreException(StoreErrorCode.NotFound, place.Store, place.Path, "the object does not exist.");
        using TransferProgress progress = new(session.Context, place.ToString(), info.Size);
        await DownloadAsync(session, store, info, path, progress);
        progress.Dispose();
        Report(session, path, info, progress.Elapsed);
        return ExitCode.Done;
    }

    private static string TargetPath(StoreSession session, StorePlace place)
    {
        string word = session.Context.Arguments.Count > 1 ? session.Context.Arguments[1] : ".";
        string path = LocalFile.Resolve(session.Context, word);
        path = Directory.Exists(path) || word.EndsWith('/') || word.EndsWith(Path.DirectorySeparatorChar) ? Path.Combine(path, place.FileName) : path;
        return Path.Exists(path) && !session.Replaces
            ? throw CommandException.UsageError($"{Display.Sanitize(path, 1024)} exists already", "choose another name, or add --overwrite to replace it")
            : path;
    }

    private static async Task DownloadAsync(StoreSession session, IObjectStore store, ObjectInfo info, string path, TransferProgress progress)
    {
        DownloadOptions options = new()
        {
            Overwrite = session.Replaces,
            Resume = session.Context.Has(StoreOptions.Resume),
            Progress = progress,
        };
        try
        {
            await store.DownloadVersionAsync(info, path, options, session.Cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The system's message names the path, which may be long; what it says behind it is all in the kind of the fault.
            throw LocalFile.Refusal(path, refused);
        }
    }

    private static void Report(StoreSession session, string path, ObjectInfo info, TimeSpan took)
    {
        if (session.Context.Format == OutputFormat.Json)
        {
            session.Context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                json.WriteString("file", path);
                json.WriteNumber("size", info.Size);
                json.WriteString("checksum", info.Checksum?.ToString());
                json.WriteNumber("durationMs", (long)took.TotalMilliseconds);
            });
            return;
        }

        TransferReport.WriteLine(session.Context, Display.Sanitize(path, 2048), info.Size, info.Checksum, took);
    }
}
