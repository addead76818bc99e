using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Completions;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc __complete -- WORDS =WORD</c>: what the completion scripts of the shells ask while somebody types.</summary>
/// <remarks>
/// The first line says what the shell adds by itself (words, files, directories, command); each other line is a word, a tab and what it is. The word
/// at the cursor comes with an equals sign before it, since PowerShell does not pass on an empty word.
/// </remarks>
internal static class CompleteCommand
{
    public const string Name = "__complete";

    public static Command Define() => new(Name, "List what may stand at the cursor")
    {
        IsHidden = true,
        PassesRest = true,
        Formats = [OutputFormat.Text],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        IReadOnlyList<string> words = context.Line.Rest;
        string typed = words.Count > 0 && words[^1].StartsWith('=') ? words[^1][1..] : "";
        Offer offer = await Completer.CompleteAsync(context.Line.Path[0], context.Terminal, context.HostEnvironment, [.. words.SkipLast(1), typed]);
        context.Output.Write(NameOf(offer.Source) + "\n");
        foreach (Candidate candidate in offer.Candidates)
        {
            context.Output.Write($"{candidate.Word}\t{candidate.Description}\n");
        }

        return ExitCode.Done;
    }

    private static string NameOf(OfferSource source) => source switch
    {
        OfferSource.Files => "files",
        OfferSource.Directories => "directories",
        OfferSource.Command => "command",
        _ => "words",
    };
}
