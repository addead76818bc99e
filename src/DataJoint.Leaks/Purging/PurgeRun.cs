using DataJoint.Git;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Purging;

/// <summary>One run over a repository: reads the history, makes what changes, and knows what is to be told.</summary>
/// <param name="state">The repository.</param>
/// <param name="options">What is to go.</param>
/// <param name="found">What an interrupted purge of the same findings has found, which the history may not have any more. They are secrets.</param>
internal sealed class PurgeRun(RepositoryState state, PurgeOptions options, IReadOnlyCollection<string>? found = null)
{
    private readonly GitObjectReader _reader = new(state.Git);
    private readonly List<string> _notices = [];
    private BlobCleaning? _cleaning;
    private FindingSearch? _search;

    public ValueText? Values { get; private set; }

    public HistoryRewrite? History { get; private set; }

    public GitObjectReader Reader => _reader;

    /// <summary>The values of the findings. They are secrets.</summary>
    public IReadOnlyCollection<string> Found { get; private set; } = found ?? [];

    /// <summary>Finds the values, and refuses what cannot be purged. Nothing is changed.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await new Obstacles(state).CheckAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> values = [.. options.Values.Where(value => value.IsResolved).Select(value => value.Reveal()).Where(value => value.Trim().Length >= SecretForms.MinLength)];
        int tooShort = options.Values.Count(value => value.IsResolved && value.Reveal().Trim().Length < SecretForms.MinLength);
        if (tooShort > 0)
        {
            _notices.Add(FormattableString.Invariant($"values of fewer than {SecretForms.MinLength} characters are not looked for: {tooShort}"));
        }

        if (options.Fingerprints.Count > 0)
        {
            _search = CreateSearch();
            Found = _search.Run(cancellationToken);
            values.UnionWith(Found);
            int missing = options.Fingerprints.Distinct(StringComparer.Ordinal).Count(each => !_search.Matched.Contains(each));
            if (missing > 0)
            {
                _notices.Add(FormattableString.Invariant($"findings that are not in the history (purged already, or never committed): {missing}"));
            }
        }

        Values = values.Count > 0 ? new ValueText(values) : null;
        if (Values is not null)
        {
            new Obstacles(state).CheckNames(Values);
        }
    }

    /// <summary>Looks for the findings as the scan did that found them.</summary>
    /// <returns>Where their values are still found, a sentence each.</returns>
    public IReadOnlyList<string> FindAgain(CancellationToken cancellationToken)
    {
        if (options.Fingerprints.Count == 0)
        {
            return [];
        }

        FindingSearch again = CreateSearch();
        again.Run(cancellationToken);
        return [.. again.Places.Keys.Select(id => $"object {id} has a finding")];
    }

    private FindingSearch CreateSearch() =>
        new(state.Directory, new KnownValues(options.KnownSecrets.Where(secret => secret.IsResolved).Select(secret => secret.Reveal())), options) { Earlier = Found };

    /// <summary>Makes what changes.</summary>
    /// <param name="made">Takes it.</param>
    /// <param name="checksFiles">Whether a work tree that would lose work is refused.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RewriteAsync(NewObjects made, bool checksFiles, CancellationToken cancellationToken)
    {
        List<GitObjectHeader> all = await _reader.ListAsync(cancellationToken).ConfigureAwait(false);
        PurgedContent content = new() { Values = Values, Places = _search?.Places ?? [] };
        if (Values is not null)
        {
            _cleaning = new BlobCleaning(Values, _search, made, cancellationToken);
            await _reader.ReadAsync([.. all.Where(entry => entry.Kind == GitObjectKind.Blob).Select(entry => entry.Id)], _cleaning.Clean, cancellationToken).ConfigureAwait(false);
            foreach ((GitObjectId old, GitObjectId clean) in _cleaning.Changed.Concat(_cleaning.Unclean.Keys.Select(id => KeyValuePair.Create(id, id))))
            {
                content.Blobs[old] = clean;
            }
        }

        ObjectSigner? signer = options.Signs ? await ObjectSigner.OpenAsync(state, cancellationToken).ConfigureAwait(false) : null;
        History = new HistoryRewrite(_reader, state, made, options.PrunesEmpty, signer) { Content = content, Paths = PathNode.Create(options.Paths) };
        await History.RunAsync(all, cancellationToken).ConfigureAwait(false);
        CheckUnclean(content);
        if (!HasChanges || !checksFiles)
        {
            return;
        }

        _notices.AddRange((Values is null ? [] : LfsContents.ListHolding(state, Values, cancellationToken)).Select(file =>
            $"Git LFS keeps a content that holds the value, here and on its server: delete {file}; git log --all --name-only -S {Path.GetFileName(file)} names its path, to be purged"));
        WorkTreeCheck files = new(state, content, History.Paths);
        await files.RunAsync(cancellationToken).ConfigureAwait(false);
        _notices.AddRange(files.Notices);
    }

    /// <summary>Whether anything changes: refs, or what the stash or a graft names.</summary>
    public bool HasChanges => History is { Updates.Count: > 0 } or { ChangesLists: true };

    /// <summary>The paths that no commit has, of which no earlier run of this purge has taken them.</summary>
    public string[] ListMissing(IReadOnlyCollection<string> purgedBefore) =>
    [
        .. options.Paths.Except(purgedBefore, StringComparer.Ordinal)
            .Where(path => !History!.Content.HasRemoved(string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries)))),
    ];

    /// <summary>Refuses to purge one path when another may be misspelt.</summary>
    /// <exception cref="PurgeException">One is in no commit.</exception>
    public void CheckMissing(IReadOnlyCollection<string> purgedBefore)
    {
        if (ListMissing(purgedBefore) is [string path, ..])
        {
            throw new PurgeException(
                PurgeRules.Impossible, $"{Configuration.Display.Sanitize(History!.Content.Show(path), 400)} is in no commit of any branch, tag or other ref; nothing was changed",
                "Look at its spelling, from the root of the repository, or leave it out when it was purged before.");
        }
    }

    /// <summary>What is told.</summary>
    public PurgePlan CreatePlan(string backupFile, PurgeJournal? unfinished)
    {
        HistoryRewrite history = History!;
        if (_cleaning is { Binary.Count: > 0 })
        {
            _notices.Add(FormattableString.Invariant($"contents that are not text, and get another length: {_cleaning.Binary.Count}"));
        }

        _notices.AddRange(LfsContents.List(state, history.Content));
        return new PurgePlan
        {
            Files = [.. history.Content.ListFiles()],
            MissingPaths = [.. ListMissing(unfinished?.Paths ?? []).Select(history.Content.Show)],
            Refs = [.. history.Updates.Where(update => update.Old is not null).Select(update => new PurgedRef(history.Content.Show(update.Name), update.Old!, update.New))],
            ChangedCommits = history.Commits.Map.Count - history.Commits.Pruned,
            PrunedCommits = history.Commits.Pruned,
            Commits = history.Reachable.Ordered.Count,
            Signatures = [.. history.Commits.Signatures, .. history.Tags.Signatures],
            Notices = _notices,
            BackupFile = backupFile,
            IsUnfinished = unfinished is not null,
        };
    }

    /// <summary>What is to be done after the objects are there.</summary>
    public PurgeJournal CreateJournal(string backupFile)
    {
        PurgeJournal journal = new() { BackupFile = backupFile };
        journal.Paths.AddRange(options.Paths);
        journal.Updates.AddRange(History!.Updates);
        foreach ((GitObjectId old, GitObjectId made) in History.Content.Blobs)
        {
            journal.Contents[old] = made;
        }

        foreach ((GitObjectId old, GitObjectId made) in History.Commits.Map.Concat(History.ListTags()))
        {
            journal.Commits[old] = made;
        }

        return journal;
    }

    /// <summary>A content that cannot be cleaned has to go with its path; where none of its paths goes, nothing is purged.</summary>
    private void CheckUnclean(PurgedContent content)
    {
        foreach ((GitObjectId id, string reason) in _cleaning?.Unclean ?? [])
        {
            string? path = content.FindChanged(id);
            content.Blobs.Remove(id);
            if (path is not null)
            {
                throw new PurgeException(
                    PurgeRules.Impossible, $"{Configuration.Display.Sanitize(content.Show(path), 400)} holds the value where it cannot be replaced: {reason}",
                    "Name the file as a PATH to purge, too.");
            }
        }
    }
}
