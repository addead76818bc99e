using System.Text.Json;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;

namespace DataJoint.Cli.Scans;

/// <summary>The document that <c>djc scan --format json</c> writes.</summary>
internal static class FindingsFile
{
    private const long LargestFile = 1L << 30;

    /// <summary>Reads the fingerprints of its leaks.</summary>
    /// <exception cref="CommandException">It cannot be read, or is something else.</exception>
    public static IReadOnlyList<string> Read(CommandContext context, string word)
    {
        string shown = Display.Sanitize(word);
        string path = LocalFile.Resolve(context, word);
        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                throw CommandException.UsageError($"--findings: {shown} is larger than 1 GiB");
            }

            using FileStream file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            return [.. document.RootElement.GetProperty("leaks").EnumerateArray().Select(leak => leak.GetProperty("fingerprint").GetString() ?? "")];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failure, $"{shown} cannot be read: {SystemFault.Describe(refused)}");
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw CommandException.UsageError($"--findings: {shown} is not what a scan writes", "djc scan --history --format json > FILE");
        }
    }
}
