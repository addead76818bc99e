using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>Tells what a finished transfer left.</summary>
internal static class TransferReport
{
    public static void Write(CommandContext context, StorePlace place, ObjectInfo info, Checksum? checksum, TimeSpan took)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                ObjectJson.Write(json, place.Store, info, checksum);
                json.WriteNumber("durationMs", (long)took.TotalMilliseconds);
            });
            return;
        }

        WriteLine(context, place.ToString(), info.Size, checksum, took);
    }

    public static void WriteLine(CommandContext context, string target, long size, Checksum? checksum, TimeSpan took)
    {
        context.Output.Write(FormattableString.Invariant($"wrote {target} ({size} bytes{(checksum is null ? "" : ", " + checksum)})\n"));
        if (context.Terminal.IsErrorTerminal && took > TimeSpan.FromSeconds(1))
        {
            context.Error.Write($"{ByteText.Size(size)} in {ByteText.Time(took)}, {ByteText.Size(size / took.TotalSeconds)}/s\n");
        }
    }
}
