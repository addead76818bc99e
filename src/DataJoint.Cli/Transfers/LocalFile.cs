using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>A file or folder outside the stores, as named on the command line.</summary>
internal static class LocalFile
{
    public const string StandardStream = "-";

    /// <summary>The path from where the user stands.</summary>
    public static string Resolve(CommandContext context, string word)
    {
        if (word.Length == 0 || word.Contains('\0', StringComparison.Ordinal))
        {
            throw CommandException.UsageError($"{Display.Quote(word)} is not a file path");
        }

        return context.HostEnvironment.FindCurrentDirectory() is string current ? Path.GetFullPath(word, current) : Path.GetFullPath(word);
    }

    /// <exception cref="CommandException">The file is not there, or cannot be read.</exception>
    public static async Task<FileStream> OpenReadAsync(CommandContext context, string word, string folderHint = "djc store sync copies a folder")
    {
        string path = Resolve(context, word);
        if (Directory.Exists(path))
        {
            throw CommandException.UsageError($"{Display.Quote(word)} is a folder", folderHint);
        }

        try
        {
            // A pipe opens only when somebody opens its other end.
            return await Task.Run(() => Open(path), CancellationToken.None).WaitAsync(context.Cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            string why = refused is FileNotFoundException or DirectoryNotFoundException ? "no such file" : "it cannot be read";
            throw CommandException.UsageError($"{Display.Quote(word)}: {why}");
        }
    }

    /// <summary>A folder outside the stores as a store, so that what is written there appears whole or not at all.</summary>
    public static FileObjectStore OpenFolder(string path) => new("local files", path);

    /// <summary>What is said when a file outside the stores cannot be written: that is not a store's fault.</summary>
    public static CommandException Refusal(string path, Exception refused) => SystemFault.IsSharing(refused)
        ? new(ExitCode.Failure, $"{Display.Sanitize(path, 1024)} cannot be written: another download is writing there", "wait until it has ended")
        : new(ExitCode.Failure, $"{Display.Sanitize(path, 1024)} cannot be written: {SystemFault.Describe(refused)}");

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
}
