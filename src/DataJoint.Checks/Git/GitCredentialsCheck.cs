using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing.Migration;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;
using DataJoint.Git;

namespace DataJoint.Checks.Git;

/// <summary>
/// Does a configuration file that git has hold a credential: <c>datajoint*.json</c>, also of environments that are not chosen, or a file of DataJoint 0.x, also in
/// a folder of the project? Looked at are the working copy, the index, the last commit, and every commit of every branch and tag.
/// </summary>
internal sealed class GitCredentialsCheck : ICheck
{
    /// <summary>Old files in folders of the project; each is read twice.</summary>
    private const int MaxOld = 100;

    public string Id => "git-credentials";

    public string Name => "no credential in tracked files";

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken) => GitInspection.RunInAsync(
        context.Project.Root ?? context.Project.StartDirectory, (repository, root) => InspectAsync(context, repository, root, cancellationToken));

    private static async Task<CheckOutcome> InspectAsync(CheckContext context, GitRepository repository, string root, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> staged = await repository.ListTrackedHereAsync(Patterns(context), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> committed = await repository.ListCommittedHereAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> old = await repository.ListTrackedBelowAsync(LegacyCredentials.Patterns, cancellationToken).ConfigureAwait(false);
        List<string> tracked = [.. staged.Where(name => IsConfigFile(context, name)).Union(old.Where(LegacyCredentials.IsLegacyPath).Take(MaxOld), StringComparer.Ordinal)];
        CommittedCredentials found = new(context.Project);
        foreach (string name in tracked)
        {
            found.Add(FileReading.Read(Path.Combine(root, name), JsonFile.MaxBytes).Bytes, name, FileVersion.Working);
            found.Add(await repository.ReadStagedAsync(name, cancellationToken).ConfigureAwait(false), name, FileVersion.Staged);
        }

        foreach (string name in committed.Where(name => IsConfigFile(context, name)))
        {
            found.Add(await repository.ReadCommittedAsync(name, cancellationToken).ConfigureAwait(false), name, FileVersion.LastCommit);
        }

        if (found.Diagnostics.Count > 0)
        {
            return found.ToFailure();
        }

        CheckOutcome? past = await InspectHistoryAsync(context, repository, root, cancellationToken).ConfigureAwait(false);
        if (found.Unreadable.Count > 0)
        {
            return past is null ? found.ToDoubt() : GitInspection.Join(found.ToDoubt(), past);
        }

        return past is not null ? past
            : repository.IsShallow() ? GitInspection.SkipShallow("no credential in the configuration files")
            : tracked.Count > 0 ? CheckOutcome.Pass($"no credential in {Listing.Join(tracked)}") : Untracked(context, root);
    }

    /// <summary>Looks for credentials in earlier commits: one that is still used is a failure, another may have been changed since. Null when there is none.</summary>
    private static async Task<CheckOutcome?> InspectHistoryAsync(CheckContext context, GitRepository repository, string root, CancellationToken cancellationToken)
    {
        IReadOnlyList<GitBlob> past;
        IReadOnlyList<LinkedBlob> linked;
        try
        {
            past = await repository.ListHistoryAsync(HistoryPatterns(context), GitInspection.HistoryTimeout, cancellationToken).ConfigureAwait(false);
            past = [.. past.Where(blob => context.Project.IsConfigFile(blob.Path) || LegacyCredentials.IsLegacyPath(blob.Path))];
            LinkTargets targets = new(repository, root);
            await targets.AddLinksAsync(repository, past, cancellationToken).ConfigureAwait(false);
            linked = [.. (await targets.ListHistoryAsync(cancellationToken).ConfigureAwait(false)).Where(version => !version.IsBelow)];
        }
        catch (GitException late) when (late.IsTransient)
        {
            return CheckOutcome.Skip($"no credential in the files of today; the history was not searched: {late.Message}");
        }

        List<GitBlob> files = [.. past.Where(blob => !blob.IsLink), .. linked.Select(version => version.Blob)];
        IReadOnlyDictionary<string, byte[]> contents = await repository.ReadBlobsAsync(files.Select(blob => blob.Id), JsonFile.MaxBytes, cancellationToken).ConfigureAwait(false);
        CommittedCredentials found = new(context.Project);
        foreach (GitBlob blob in past.Where(blob => !blob.IsLink))
        {
            found.Add(contents.GetValueOrDefault(blob.Id), blob.Path, FileVersion.Earlier);
        }

        foreach (LinkedBlob version in linked)
        {
            found.Add(contents.GetValueOrDefault(version.Blob.Id), version.Leading, FileVersion.OfTarget(version.Path));
        }

        if (found.Diagnostics.Count == 0)
        {
            return found.Unreadable.Count == 0 ? null
                : CheckOutcome.Skip(
                    $"no credential was found, but {Listing.Join(found.Unreadable, "; ")}",
                    "Look at it: git log -p shows it. If it holds a credential, run: djc incident");
        }

        SecretsInUse inUse = new(context.Snapshot);
        return found.Secrets.Any(inUse.Has)
            ? CheckOutcome.Fail(found.Summary, "Run: djc incident. Deleting it in a new commit changes nothing.", found.Diagnostics)
            : CheckOutcome.Warn(found.Summary, "It is not used here any more. If it has not been changed on the server too, change it there; djc incident walks through it.");
    }

    private static CheckOutcome Untracked(CheckContext context, string root)
    {
        DirectoryListing.TryList(root, out List<string> names, out _);
        List<string> files = [.. names.Where(name => IsConfigFile(context, name))];
        return files.Count == 0
            ? CheckOutcome.Skip($"there is no {context.Project.ConfigFileName}")
            : CheckOutcome.Pass($"git does not track {Listing.Join(files)} yet");
    }

    /// <summary>What git is asked for; <see cref="IsConfigFile"/> judges more strictly.</summary>
    private static string[] Patterns(CheckContext context) => ["datajoint*.json", ":(literal)" + context.Project.ConfigFileName, .. LegacyCredentials.Patterns];

    /// <summary>Of a history git is asked for the old files of all folders.</summary>
    private static string[] HistoryPatterns(CheckContext context) => [.. Patterns(context), .. LegacyCredentials.Patterns.Select(pattern => ":(glob)**/" + pattern)];

    private static bool IsConfigFile(CheckContext context, string name) => context.Project.IsConfigFile(name) || LegacyCredentials.IsLegacyName(name);
}
