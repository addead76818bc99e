using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Checks.Git;

/// <summary>What all checks that ask git have in common: there may be no project, no repository or no git.</summary>
internal static class GitInspection
{
    /// <summary>How long git may take to look through a history; twice that fits into the time of a check. On 10,000 commits it takes a fraction of a second.</summary>
    public static TimeSpan HistoryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Runs a check in the project's repository, if any.</summary>
    public static Task<CheckOutcome> RunAsync(CheckContext context, Func<GitRepository, string, Task<CheckOutcome>> inspect) =>
        context.Project.Root is string root ? RunInAsync(root, inspect) : Task.FromResult(CheckOutcome.Skip("there is no project"));

    /// <summary>Runs a check in the repository of a directory, if any.</summary>
    public static async Task<CheckOutcome> RunInAsync(string directory, Func<GitRepository, string, Task<CheckOutcome>> inspect)
    {
        try
        {
            return GitRepository.Open(directory) is GitRepository repository
                ? await inspect(repository, directory).ConfigureAwait(false)
                : CheckOutcome.Skip("the project is not in a git repository");
        }
        catch (GitException trouble)
        {
            return Describe(trouble);
        }
    }

    /// <summary>What a check says that found nothing in a clone without all commits.</summary>
    /// <param name="found">What was found, as far as one can tell.</param>
    public static CheckOutcome SkipShallow(string found) => CheckOutcome.Skip(
        $"{found} in the commits that were fetched; the clone is shallow, so earlier commits were not looked at", "Run: git fetch --unshallow");

    /// <summary>What a check says when git could not answer it.</summary>
    public static CheckOutcome Describe(GitException trouble) =>
        trouble.Message.Contains("lazy fetching disabled", StringComparison.Ordinal)
            ? CheckOutcome.Warn(
                "the clone is partial: files of earlier commits have not been fetched, so they were not looked at", "Run: git fetch --refetch --no-filter")
            : trouble.IsUnavailable ? CheckOutcome.Skip(trouble.Message, trouble.Diagnostic.Hint) : CheckOutcome.Warn(trouble.Message, trouble.Diagnostic.Hint);

    /// <summary>The outcome of two inspections: what is worse, and both where both are bad. A pass of the second says more than one of the first.</summary>
    public static CheckOutcome Join(CheckOutcome first, CheckOutcome second)
    {
        bool isFirstBad = first.Status is CheckStatus.Fail or CheckStatus.Warn;
        bool isSecondBad = second.Status is CheckStatus.Fail or CheckStatus.Warn;
        if (!isFirstBad || !isSecondBad)
        {
            return isFirstBad || (first.Status == CheckStatus.Skip && !isSecondBad) ? first : second;
        }

        string message = $"{first.Message}; {second.Message}";
        bool areWarnings = first.Status == CheckStatus.Warn && second.Status == CheckStatus.Warn;
        bool isSecondWorse = first.Status == CheckStatus.Warn && !areWarnings;
        string? hint = isSecondWorse ? second.Hint ?? first.Hint : first.Hint ?? second.Hint; // one, since a command is to be pasted as it stands
        IReadOnlyList<Diagnostic> diagnostics = [.. first.Diagnostics, .. second.Diagnostics];
        return areWarnings
            ? CheckOutcome.Warn(message, hint, diagnostics)
            : CheckOutcome.Fail(message, hint, diagnostics);
    }
}
