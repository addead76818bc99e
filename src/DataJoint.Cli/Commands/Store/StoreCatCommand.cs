using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Cli.Transfers;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store cat OBJECT</c>: an object's bytes on standard output.</summary>
internal static class StoreCatCommand
{
    private const int BlockSize = 1 << 18;

    public static Command Define() => new("cat", "Write an object to standard output")
    {
        Description = "Writes the bytes as they come. When the program that reads the pipe goes away, the rest is not fetched.",
        Arguments = [new("OBJECT", "The object, as STORE:PATH") { Kind = WordKind.Place }],
        Formats = [OutputFormat.Text],
        Examples = [("djc store cat main:raw/notes.txt", "read it"), ("djc store cat main:raw.tar | tar t", "pass it on")],
        Run = StoreSession.Running(RunAsync),
    };

    private static async Task<int> RunAsync(StoreSession session)
    {
        StorePlace place = session.ObjectAt(0);
        Terminal terminal = session.Context.Terminal;
        await using Stream content = await session.Open(place).OpenReadAsync(place.Path, null, session.Cancellation);
        Stream output = terminal.OpenOutput();
        byte[] block = new byte[BlockSize];
        int count;
        while (!terminal.IsOutputGone() && (count = await content.ReadAsync(block, session.Cancellation)) > 0)
        {
            output.Write(block, 0, count);
        }

        output.Flush();
        return ExitCode.Done;
    }
}
