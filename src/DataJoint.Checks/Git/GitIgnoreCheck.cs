using DataJoint.Checks.Runs;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Git;

namespace DataJoint.Checks.Git;

/// <summary>Does git ignore what is in <c>.secrets/</c>? Any rule will do; git itself is asked about the content.</summary>
internal sealed class GitIgnoreCheck : ICheck
{
    public string Id => "git-ignore";

    public string Name => "git ignores .secrets/";

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken) =>
        GitInspection.RunAsync(context, (repository, root) => InspectAsync(context, repository, root, cancellationToken));

    private static async Task<CheckOutcome> InspectAsync(CheckContext context, GitRepository repository, string root, CancellationToken cancellationToken)
    {
        string secrets = Path.Combine(root, ProjectFinder.SecretsDirectoryName);
        if (context.Project.SecretsDirectory is null)
        {
            return CheckOutcome.Skip("there is no .secrets/");
        }

        if (new DirectoryInfo(secrets).LinkTarget is not null)
        {
            return CheckOutcome.Skip(".secrets is a link, and git does not follow links");
        }

        if (await repository.IsSubmoduleAsync(ProjectFinder.SecretsDirectoryName, cancellationToken).ConfigureAwait(false)
            || await SecretsRepository.OpenAsync(secrets, cancellationToken).ConfigureAwait(false) is not null)
        {
            return CheckOutcome.Skip(".secrets is a repository of its own, and the project's repository does not take its files");
        }

        IReadOnlyList<string> open = await repository.ListNotIgnoredAsync(SecretFiles.ListPaths(secrets), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> repaired = context.Repairs.IgnoreRules;
        if (open.Count == 0)
        {
            return CheckOutcome.Pass(RepairReport.With(repaired, ".secrets/ is ignored"));
        }

        List<string> there = [.. open.Where(p => File.Exists(Path.Combine(root, p))).Select(p => Display.Sanitize(p))];
        string taken = there.Count == 0 ? "" : "; git add would take " + Listing.Join(there);
        string message = RepairReport.With(repaired, ".secrets/ is not ignored by git" + taken);
        string hint = repaired.Count == 0 ? "Run: djc check --fix" : "Remove the rule in .gitignore that includes it again.";
        return CheckOutcome.Fail(message, hint, [new Diagnostic(TrackedSecretRules.SecretsNotIgnored, message, hint)]);
    }
}
