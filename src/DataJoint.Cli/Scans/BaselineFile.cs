using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>The file of the leaks that somebody accepted.</summary>
internal sealed class BaselineFile
{
    /// <summary>Its name where none is given.</summary>
    public const string UsualName = ".djc-leaks";

    private const int LargestFile = 16 * 1024 * 1024;

    private readonly string _path;
    private readonly string _shown;

    private BaselineFile(string path, string shown, LeakBaseline accepted)
    {
        _path = path;
        _shown = shown;
        Accepted = accepted;
    }

    public LeakBaseline Accepted { get; }

    /// <summary>Reads it; one that is not there accepts nothing.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static BaselineFile Open(CommandContext context, string directory, string? word)
    {
        string path = word is null ? Path.Combine(directory, UsualName) : LocalFile.Resolve(context, word);
        string shown = Display.Sanitize(word ?? UsualName);
        try
        {
            return new(path, shown, new FileInfo(path) is { Exists: true, Length: > 0 and <= LargestFile } ? LeakBaseline.Parse(File.ReadAllText(path)) : LeakBaseline.Empty);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failure, $"{shown} cannot be read: {SystemFault.Describe(refused)}");
        }
    }

    /// <summary>Accepts leaks besides those that were accepted before.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public void Write(CommandContext context, IReadOnlyList<Leak> leaks)
    {
        try
        {
            File.WriteAllText(_path, Accepted.WriteWith(leaks));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw LocalFile.Refusal(_shown, refused);
        }

        context.Output.Write($"{_shown}: {ScanText.Count(leaks.DistinctBy(leak => leak.Fingerprint).Count(), "leak")} accepted\n");
    }
}
