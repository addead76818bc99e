namespace DataJoint.Cli;

/// <summary>What all checks that ask git have in common: there may be no project, no repository or no git.</summary>
internal static class GitInspection
{
    /// <summary>Runs a check in the project's repository, if any.</summary>
    public static async Task<CheckOutcome> RunAsync(
        CheckSubject subject, Func<GitRepository, string, Task<CheckOutcome>> inspect)
    {
        if (subject.Project.Root is not string root)
        {
            return CheckOutcome.Skip("there is no project");
        }

        try
        {
            return GitRepository.Find(root) is GitRepository repository
                ? await inspect(repository, root)
                : CheckOutcome.Skip("the project is in no git repository");
        }
        catch (GitException trouble)
        {
            return trouble.IsAbsence ? CheckOutcome.Skip(trouble.Message, trouble.Hint) : CheckOutcome.Warn(trouble.Message, trouble.Hint);
        }
    }
}
