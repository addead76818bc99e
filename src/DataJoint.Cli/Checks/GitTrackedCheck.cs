using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>Is a file of <c>.secrets/</c> staged or committed?</summary>
internal sealed class GitTrackedCheck(CheckSubject subject) : ICheck
{
    private const string Unstage = "Run: git rm -r --cached .secrets";
    private const string Untrack = Unstage + " && git commit -m \"Stop tracking secrets\"";

    public string Id => "git-tracked";

    public string Name => "git tracks no secret";

    public Task<CheckOutcome> RunAsync(CancellationToken cancellationToken) =>
        GitInspection.RunAsync(subject, (repository, _) => LookAsync(repository, cancellationToken));

    private static async Task<CheckOutcome> LookAsync(GitRepository repository, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> staged = await repository.ListTrackedAsync([ProjectFinder.SecretsDirectoryName], cancellationToken);
        IReadOnlyList<string> committed = await repository.ListCommittedAsync(ProjectFinder.SecretsDirectoryName, cancellationToken);
        string remedy = committed.Count > 0 ? Untrack : Unstage;
        List<Diagnostic> found = [];
        foreach (string path in staged.Union(committed, StringComparer.Ordinal).Where(IsSecret).Order(StringComparer.Ordinal))
        {
            string how = committed.Contains(path)
                ? "tracked by git and committed; change the credential, since the history keeps it"
                : "tracked by git: it is staged for the next commit";
            found.Add(new Diagnostic(DiagnosticRules.SecretsTracked, $"{Display.Sanitize(path)} is {how}", remedy, new Origin(Display.Sanitize(path))));
        }

        return found.Count == 0
            ? CheckOutcome.Pass("no file of .secrets/ is staged or committed")
            : CheckOutcome.Fail(Listing.Join([.. found.Select(d => d.Message)], "; "), remedy) with { Diagnostics = found };
    }

    // A link that stands in place of .secrets holds a path, not a secret.
    private static bool IsSecret(string path) =>
        path.Contains('/', StringComparison.Ordinal) && GitIgnoreCheck.IsSecret(path[(path.LastIndexOf('/') + 1)..]);
}
