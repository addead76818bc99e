using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Cli;

/// <summary>Does git ignore what is in <c>.secrets/</c>? Any rule will do; git itself is asked about the content.</summary>
internal sealed class GitIgnoreCheck(CheckSubject subject) : ICheck
{
    private const int MostFiles = 1000;

    public string Id => "git-ignore";

    public string Name => "git ignores .secrets/";

    public Task<CheckOutcome> RunAsync(CancellationToken cancellationToken) =>
        GitInspection.RunAsync(subject, (repository, root) => LookAsync(repository, root, cancellationToken));

    /// <summary>The paths to ask about, relative to the project root: what is there, and the file that <c>djc</c> would write.</summary>
    public static IReadOnlyList<string> ListPaths(string secrets)
    {
        DirectoryListing.TryList(secrets, out List<string> names, out _);
        return
        [
            .. names.Where(IsSecret).Take(MostFiles).Append(ProjectFinder.ConfigFileName).Distinct(StringComparer.Ordinal)
                .Select(n => $"{ProjectFinder.SecretsDirectoryName}/{n}"),
        ];
    }

    /// <summary>Documentation and .gitignore may well be committed; a backup of a secret may not.</summary>
    public static bool IsSecret(string name) =>
        name is not (".gitignore" or ".gitkeep" or ".gitattributes")
        && !name.StartsWith("README", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    private async Task<CheckOutcome> LookAsync(GitRepository repository, string root, CancellationToken cancellationToken)
    {
        string secrets = Path.Combine(root, ProjectFinder.SecretsDirectoryName);
        if (subject.Project.SecretsDirectory is null)
        {
            return CheckOutcome.Skip("there is no .secrets/");
        }

        if (new DirectoryInfo(secrets).LinkTarget is not null)
        {
            return CheckOutcome.Skip(".secrets is a link, and git does not follow links");
        }

        IReadOnlyList<string> open = await repository.ListNotIgnoredAsync(ListPaths(secrets), cancellationToken);
        List<string> mended = subject.Repairs.Ignores;
        if (open.Count == 0)
        {
            return CheckOutcome.Pass(RepairReport.With(mended, ".secrets/ is ignored"));
        }

        List<string> there = [.. open.Where(p => File.Exists(Path.Combine(root, p))).Select(p => Display.Sanitize(p))];
        string taken = there.Count == 0 ? "" : "; git add would take " + Listing.Join(there);
        string message = RepairReport.With(mended, ".secrets/ is not ignored by git" + taken);
        string hint = mended.Count == 0 ? "Run: djc check --fix" : "Remove the rule in .gitignore that includes it again.";
        return CheckOutcome.Fail(message, hint) with { Diagnostics = [new Diagnostic(DiagnosticRules.SecretsNotIgnored, message, hint)] };
    }
}
