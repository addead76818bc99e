using DataJoint.Checks.Runs;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;
using DataJoint.Git;

namespace DataJoint.Checks.Git;

/// <summary>Is a file of <c>.secrets/</c> staged, or in the last commit, or in any commit of any branch or tag?</summary>
internal sealed class GitTrackedCheck : ICheck
{
    private const string Unstage = "Run: git rm -r --cached .secrets";
    private const string Untrack = Unstage + " && git commit -m \"Stop tracking secrets\"";
    private const string Change = "Change the credentials, and purge the history (djc incident): everybody who has a clone has these files, and deleting them in a new commit changes nothing about that.";

    private const string LeaveSubmodule =
        "Keep secrets out of every repository: remove the submodule (git submodule deinit .secrets && git rm --cached .secrets), and change the credentials.";

    private const string LeaveRepository =
        "Keep secrets out of every repository: take the history out of .secrets/ (mv .secrets/.git ../secrets-history.git; the files stay), "
        + "and change the credentials.";

    /// <summary>The project's repository gives paths as they are.</summary>
    private const string Here = "";

    /// <summary>The repository in <c>.secrets/</c> gives paths from there.</summary>
    private const string Inside = ProjectFinder.SecretsDirectoryName + "/";

    public string Id => "git-tracked";

    public string Name => "git tracks no secret";

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken) =>
        GitInspection.RunAsync(context, async (repository, root) =>
    {
        CheckOutcome own = await InspectAllAsync(context, repository, cancellationToken).ConfigureAwait(false);
        CheckOutcome? elsewhere = await InspectTargetsAsync(context, repository, root, cancellationToken).ConfigureAwait(false);
        return elsewhere is null ? own : GitInspection.Join(own, elsewhere);
    });

    /// <summary>Looks for secrets that a link or a variable leads to. Null when git tracks none of them.</summary>
    private static async Task<CheckOutcome?> InspectTargetsAsync(CheckContext context, GitRepository repository, string root, CancellationToken cancellationToken)
    {
        string top = (ProjectFinder.ResolveDirectory(repository.Root) ?? repository.Root) + Path.DirectorySeparatorChar;
        string here = ProjectFinder.ResolveDirectory(root) ?? root;
        IReadOnlyList<(string Path, string Leading)> targets = SecretTargets.List(context);
        var leading = targets.Where(file => file.Path.StartsWith(top, StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(here, file.Path).Replace(Path.DirectorySeparatorChar, '/'), file => file.Leading, StringComparer.Ordinal);
        IReadOnlyList<string> tracked = leading.Count == 0 ? [] : await repository.ListTrackedAsync(leading.Keys, cancellationToken).ConfigureAwait(false);
        List<Diagnostic> found =
        [
            .. tracked.Where(leading.ContainsKey).Order(StringComparer.Ordinal).Select(path => new Diagnostic(
                TrackedSecretRules.SecretsTracked,
                $"{Display.Sanitize(path)}, to which {Display.Sanitize(leading[path])} leads, is tracked by git; change the credential, since the history keeps it",
                ShellWord.From(path) is string word ? $"Run: git rm --cached {word}" : "Take it out of git.", new Origin(Display.Sanitize(path)))),
        ];
        return found.Count == 0
            ? await InspectLinkedHistoryAsync(context, repository, root, targets, cancellationToken).ConfigureAwait(false)
            : CheckOutcome.Fail(Listing.Join([.. found.Select(d => d.Message)], "; "), found[0].Hint, found);
    }

    /// <summary>Looks in the history for what links and variables lead to, and for what links of earlier commits led to. Null when it has none of it.</summary>
    private static async Task<CheckOutcome?> InspectLinkedHistoryAsync(
        CheckContext context, GitRepository repository, string root, IReadOnlyList<(string Path, string Leading)> today, CancellationToken cancellationToken)
    {
        LinkTargets targets = new(repository, root);
        foreach ((string path, string leading) in today)
        {
            targets.Add(path, leading);
        }

        IReadOnlyList<LinkedBlob> past;
        try
        {
            IReadOnlyList<GitBlob> own = await repository.ListHistoryAsync(
                [ProjectFinder.SecretsDirectoryName], GitInspection.HistoryTimeout, cancellationToken).ConfigureAwait(false);
            IEnumerable<GitBlob> meant = own.Where(blob => blob.Path == ProjectFinder.SecretsDirectoryName || IsSecret(blob.Path));
            await targets.AddLinksAsync(repository, meant, cancellationToken).ConfigureAwait(false);
            past = await targets.ListHistoryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (GitException late) when (late.IsTransient)
        {
            return CheckOutcome.Skip($"no secret is staged or in the last commit; the history of what links lead to was not searched: {late.Message}");
        }

        List<LinkedBlob> secrets = [.. past.Where(version => !version.IsBelow || SecretsDirectory.IsSettingsFile(version.Name) || SecretsDirectory.TryKey(version.Name, out _))];
        if (secrets.Count == 0)
        {
            return null;
        }

        bool isUsed = await AreUsedAsync(context, repository, [.. secrets.Select(version => (version.Blob.Id, version.Name))], cancellationToken).ConfigureAwait(false);
        return Describe(
            [.. secrets.Select(version => (version.Path, $"{Display.Sanitize(version.Path)}, to which {Display.Sanitize(version.Leading)} leads or led,"))],
            isUsed ? "the history of git, and what is in it is still used" : "the history of git, although it is not used any more", isUsed);
    }

    private static async Task<bool> AreUsedAsync(
        CheckContext context, GitRepository repository, IReadOnlyList<(string Id, string Name)> versions, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, byte[]> contents = await repository.ReadBlobsAsync(
            versions.Select(version => version.Id), JsonFile.MaxBytes, cancellationToken).ConfigureAwait(false);
        SecretsInUse inUse = new(context.Snapshot);
        return versions.Any(version => contents.TryGetValue(version.Id, out byte[]? content) && inUse.AreIn(content, version.Name));
    }

    /// <summary>What is in no file of today can still be in the history. While the configuration uses it, that is a failure; else it may have been changed.</summary>
    private static CheckOutcome Describe(IReadOnlyList<(string Path, string What)> files, string where, bool isUsed)
    {
        List<Diagnostic> found =
        [
            .. files.DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => new Diagnostic(TrackedSecretRules.SecretsTracked, $"{file.What} is in {where}", Change, new Origin(Display.Sanitize(file.Path)))),
        ];
        string message = Listing.Join([.. found.Select(d => d.Message)], "; ");
        return isUsed
            ? CheckOutcome.Fail(message, Change, found)
            : CheckOutcome.Warn(message, "If the credentials in it have not been changed since, change them: djc incident walks through it.");
    }

    private static async Task<CheckOutcome> InspectAllAsync(CheckContext context, GitRepository repository, CancellationToken cancellationToken)
    {
        CheckOutcome outer = await InspectAsync(context, repository, cancellationToken).ConfigureAwait(false);
        try
        {
            return context.Project.SecretsDirectory is string secrets
                && await SecretsRepository.OpenAsync(secrets, cancellationToken).ConfigureAwait(false) is GitRepository own
                ? GitInspection.Join(outer, await LookInsideAsync(context, repository, own, cancellationToken).ConfigureAwait(false))
                : outer;
        }
        catch (GitException trouble)
        {
            // What the project's own repository tracks counts all the same.
            return GitInspection.Join(outer, GitInspection.Describe(trouble));
        }
    }

    private static async Task<CheckOutcome> InspectAsync(CheckContext context, GitRepository repository, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> staged = await repository.ListTrackedAsync([ProjectFinder.SecretsDirectoryName], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> committed = await repository.ListCommittedAsync(ProjectFinder.SecretsDirectoryName, cancellationToken).ConfigureAwait(false);
        string remedy = committed.Count > 0 ? Untrack : Unstage;
        List<Diagnostic> found = [];
        foreach (string path in staged.Union(committed, StringComparer.Ordinal).Where(IsSecret).Order(StringComparer.Ordinal))
        {
            string how = committed.Contains(path)
                ? "tracked by git and committed; change the credential, since the history keeps it"
                : "tracked by git: it is staged for the next commit";
            found.Add(new Diagnostic(TrackedSecretRules.SecretsTracked, $"{Display.Sanitize(path)} is {how}", remedy, new Origin(Display.Sanitize(path))));
        }

        return found.Count == 0
            ? await InspectHistoryAsync(context, repository, Here, cancellationToken).ConfigureAwait(false)
            : CheckOutcome.Fail(Listing.Join([.. found.Select(d => d.Message)], "; "), remedy, found);
    }

    /// <summary>What a repository in <c>.secrets/</c> tracks, everybody has who can clone it.</summary>
    private static async Task<CheckOutcome> LookInsideAsync(CheckContext context, GitRepository repository, GitRepository own, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> staged = await own.ListTrackedAsync(["."], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> committed = await own.ListCommittedAsync(".", cancellationToken).ConfigureAwait(false);
        List<string> secrets =
        [
            .. staged.Union(committed, StringComparer.Ordinal).Select(path => Inside + path).Where(IsSecret).Order(StringComparer.Ordinal).Select(path => Display.Sanitize(path)),
        ];
        if (secrets.Count == 0)
        {
            return await InspectHistoryAsync(context, own, Inside, cancellationToken).ConfigureAwait(false);
        }

        string hint = await repository.IsSubmoduleAsync(ProjectFinder.SecretsDirectoryName, cancellationToken).ConfigureAwait(false) ? LeaveSubmodule : LeaveRepository;
        string message = $".secrets is a repository of its own that tracks {Listing.Join(secrets)}: everybody who can clone it has them";
        return CheckOutcome.Fail(message, hint,
            [.. secrets.Select(path => new Diagnostic(TrackedSecretRules.SecretsTracked, $"{path} is tracked by the repository in .secrets/", hint, new Origin(path)))]);
    }

    /// <summary>Looks in the history for files that no commit of today has.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="repository">The project's repository, or the one in <c>.secrets/</c>.</param>
    /// <param name="prefix">What leads from the project to the repository's paths.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private static async Task<CheckOutcome> InspectHistoryAsync(CheckContext context, GitRepository repository, string prefix, CancellationToken cancellationToken)
    {
        IReadOnlyList<GitBlob> past;
        try
        {
            string where = prefix == Inside ? "." : ProjectFinder.SecretsDirectoryName;
            past = await repository.ListHistoryAsync([where], GitInspection.HistoryTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (GitException late) when (late.IsTransient)
        {
            return CheckOutcome.Skip($"no file of .secrets/ is staged or in the last commit; the history was not searched: {late.Message}");
        }

        List<GitBlob> secrets = [.. past.Where(blob => IsSecret(prefix + blob.Path))];
        if (secrets.Count == 0)
        {
            return repository.IsShallow()
                ? GitInspection.SkipShallow("no file of .secrets/ is staged or")
                : CheckOutcome.Pass(prefix == Inside ? ".secrets is a repository of its own, and tracks no secret" : "no file of .secrets/ is staged or in any commit");
        }

        bool isUsed = await AreUsedAsync(context, repository, [.. secrets.Select(blob => (blob.Id, NameOf(blob.Path)))], cancellationToken).ConfigureAwait(false);
        string history = prefix == Inside ? "the history of the repository in .secrets/" : "the history of git";
        string state = isUsed ? "and what is in it is still used" : "although no commit of today has it";
        return Describe([.. secrets.Select(blob => prefix + blob.Path).Select(path => (path, Display.Sanitize(path)))], $"{history}, {state}", isUsed);
    }

    // A link that stands in place of .secrets holds a path, not a secret.
    private static bool IsSecret(string path) => path.Contains('/', StringComparison.Ordinal) && SecretFiles.IsSecret(NameOf(path));

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
