using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Makes the whole history again, as far as it changes: contents, trees, commits, notes, tags; and says what becomes of each ref.</summary>
internal sealed class HistoryRewrite(GitObjectReader reader, RepositoryState state, NewObjects made, bool prunesEmpty, ObjectSigner? signer)
{
    private readonly Dictionary<GitObjectId, GitObjectId?> _named = [];
    private TreeRewrite? _trees;

    public required PurgedContent Content { get; init; }

    public required PathNode Paths { get; init; }

    public ReachableObjects Reachable { get; private set; } = new();

    public CommitRewrite Commits { get; private set; } = null!;

    public TagRewrite Tags { get; private set; } = null!;

    /// <summary>What every ref becomes, of those that change.</summary>
    public List<RefUpdate> Updates { get; } = [];

    /// <summary>Makes it.</summary>
    public async Task RunAsync(IReadOnlyList<GitObjectHeader> all, CancellationToken cancellationToken)
    {
        Commits = new CommitRewrite(Content, made, signer);
        Tags = new TagRewrite(Content, made, signer);
        Reachable = await ReachableObjects.ReadAsync(reader, all, state, cancellationToken).ConfigureAwait(false);
        await RewriteTreesAsync(cancellationToken).ConfigureAwait(false);
        List<CommitNode> later = RewriteCommits();
        await RewriteNotesAsync(later, cancellationToken).ConfigureAwait(false);
        foreach (RefEntry entry in state.Refs)
        {
            Update(entry);
        }
    }

    /// <summary>What an object became that a ref, tag or note names: itself, another one, or null when it is gone.</summary>
    public GitObjectId? Find(GitObjectId id)
    {
        if (!_named.TryGetValue(id, out GitObjectId? found))
        {
            _named[id] = found = Reachable.KindOf(id) switch
            {
                GitObjectKind.Commit => Commits.Find(id),
                GitObjectKind.Tag => FindTag(id),
                GitObjectKind.Tree => Content.IsPurged(id) ? null : _trees!.Find(new TreeKey(id, Paths, IsLoose: true)) ?? EmptyTree(),
                GitObjectKind.Blob => Content.IsPurged(id) ? null : Content.Blobs.TryGetValue(id, out GitObjectId clean) ? clean : id,
                _ => id,
            };
        }

        return found;
    }

    /// <summary>What the tags became.</summary>
    public IEnumerable<KeyValuePair<GitObjectId, GitObjectId>> ListTags() => Tags.Map;

    /// <summary>Whether the stash or a graft changes, which no ref tells.</summary>
    public bool ChangesLists => state.Stashes.Concat(state.Grafts).Any(Commits.Map.ContainsKey);

    private async Task RewriteTreesAsync(CancellationToken cancellationToken)
    {
        TreeSurvey survey = new(reader, Content, state.IdLength);
        await survey.ReadAsync(Reachable.Ordered.Where(commit => !Reachable.Notes.Contains(commit.Id)).Select(commit => KeyOf(commit.Tree)).Distinct(), cancellationToken)
            .ConfigureAwait(false);
        await survey.ReadLooseAsync([.. Reachable.LooseTrees.Select(tree => new TreeKey(tree, Paths, IsLoose: true))], cancellationToken).ConfigureAwait(false);
        survey.Finish();
        _trees = new TreeRewrite(reader, Content, made, state.IdLength);
        await _trees.RunAsync(survey, cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync([.. Content.Purged.Where(id => Reachable.KindOf(id) == GitObjectKind.Blob)], ReadPointer, cancellationToken).ConfigureAwait(false);
    }

    private void ReadPointer(GitObjectHeader entry, Stream stream)
    {
        byte[] bytes = new byte[Math.Min(entry.Size, 1024)];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (LfsContents.ReadPointer(bytes.AsSpan(0, length)) is string digits)
        {
            Content.Pointers.Add(digits);
        }
    }

    /// <returns>The commits of notes, and what stands on them: they are written when all others are.</returns>
    private List<CommitNode> RewriteCommits()
    {
        List<CommitNode> later = [];
        HashSet<GitObjectId> waiting = [];
        foreach (CommitNode commit in Reachable.Ordered)
        {
            if (Reachable.Notes.Contains(commit.Id) || commit.Parents.Any(waiting.Contains))
            {
                waiting.Add(commit.Id);
                later.Add(commit);
            }
            else
            {
                Rewrite(commit, TreeOf(commit));
            }
        }

        return later;
    }

    private async Task RewriteNotesAsync(List<CommitNode> later, CancellationToken cancellationToken)
    {
        NotesRewrite notes = new(reader, Content, made, state.IdLength) { FindObject = Find };
        await notes.ReadAsync(later.Where(commit => Reachable.Notes.Contains(commit.Id)).Select(commit => commit.Tree), cancellationToken).ConfigureAwait(false);
        foreach (CommitNode commit in later)
        {
            Rewrite(commit, Reachable.Notes.Contains(commit.Id) ? notes.Rewrite(commit.Tree) : TreeOf(commit));
        }
    }

    private void Rewrite(CommitNode commit, GitObjectId tree)
    {
        bool mayBePruned = prunesEmpty && commit.Parents.Count == 1 && !Reachable.Notes.Contains(commit.Id);
        CommitNode? parent = mayBePruned ? Reachable.Commit(commit.Parents[0]) : null;
        Commits.Rewrite(commit, tree, parent, parent is null ? default : TreeOf(parent));
    }

    private GitObjectId TreeOf(CommitNode commit) => _trees!.Find(KeyOf(commit.Tree)) ?? EmptyTree();

    private GitObjectId EmptyTree() => made.Add(GitObjectKind.Tree, []);

    private TreeKey KeyOf(GitObjectId tree) => new(tree, Paths, IsLoose: false);

    /// <summary>Tags may name tags; without recursion, since somebody may nest them deep.</summary>
    private GitObjectId? FindTag(GitObjectId id)
    {
        Stack<GitObjectId> open = new();
        GitObjectId at = id;
        for (; Reachable.KindOf(at) == GitObjectKind.Tag; at = TagRewrite.ReadTarget(at, Reachable.Tags[at]).Id)
        {
            open.Push(at);
        }

        GitObjectId? target = Find(at);
        while (open.TryPop(out GitObjectId tag))
        {
            target = target is GitObjectId named ? Tags.Rewrite(tag, Reachable.Tags[tag], named) : null;
        }

        return target;
    }

    private void Update(RefEntry entry)
    {
        GitObjectId? found = Find(entry.Id);
        string name = entry.Name;
        const string Replace = "refs/replace/";
        if (name.StartsWith(Replace, StringComparison.Ordinal)
            && ObjectDigits.TryRead(System.Text.Encoding.ASCII.GetBytes(name[Replace.Length..]), out GitObjectId replaced) && Find(replaced) is var moved && moved != replaced)
        {
            Updates.Add(new RefUpdate(name, entry.Id.ToString(), null));
            if (moved is GitObjectId other && found is GitObjectId instead && other != instead)
            {
                Updates.Add(new RefUpdate(Replace + other, null, instead.ToString()));
            }
        }
        else if (found != entry.Id)
        {
            Updates.Add(new RefUpdate(name, entry.Id.ToString(), found?.ToString()));
        }
    }
}
