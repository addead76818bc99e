namespace DataJoint.Git.History;

/// <summary>Collects what revisions reach.</summary>
internal sealed class HistoryWalk(GitObjectStore store, CommitGraph commits, int maxRepeatedPaths)
{
    private const int MaxTags = 100;

    private readonly TreeWalk _trees = new(store, maxRepeatedPaths);
    private readonly Dictionary<GitObjectId, GitHistoryContent> _messages = [];
    private readonly List<string> _faults = [];
    private readonly HashSet<GitObjectId> _tips = [];
    private HashSet<GitObjectId> _excluded = [];

    /// <summary>Leaves out commits, and the contents that they have where the others begin.</summary>
    public void Exclude(IEnumerable<GitObjectId> tips) =>
        _excluded = commits.Reach(tips.Select(Peel).OfType<GitObjectId>(), _excluded, _ => { });

    /// <summary>Adds a commit, or a tag with what it is put on.</summary>
    /// <param name="id">The object.</param>
    /// <param name="name">How to name it when it is damaged, or not there.</param>
    /// <param name="mayBeMissing">Whether it may have been removed.</param>
    public void AddTip(GitObjectId id, string name, bool mayBeMissing)
    {
        GitObjectId at = id;
        for (int i = 0; i < MaxTags; i++)
        {
            GitObjectKind? kind = FindKind(at);
            switch (kind)
            {
                case GitObjectKind.Commit:
                    _tips.Add(at);
                    return;
                case GitObjectKind.Tag when ReadTarget(at) is GitObjectId target:
                    _messages[at] = new GitHistoryContent([]);
                    at = target;
                    continue;
                case GitObjectKind.Tree:
                    _trees.Add(at, null);
                    return;
                case GitObjectKind.Blob:
                    _trees.AddStaged(at, []);
                    return;
                default:
                    _faults.AddRange(mayBeMissing && at == id && kind == GitObjectKind.None ? [] : [$"{name} does not lead to an object"]);
                    return;
            }
        }

        _faults.Add($"{name} leads to more than {MaxTags} tags");
    }

    /// <summary>The commit that an object is, or a tag is put on.</summary>
    public GitObjectId? Peel(GitObjectId id)
    {
        GitObjectId at = id;
        for (int i = 0; i < MaxTags && FindKind(at) == GitObjectKind.Tag && ReadTarget(at) is GitObjectId target; i++)
        {
            at = target;
        }

        return FindKind(at) == GitObjectKind.Commit ? at : null;
    }

    /// <summary>Goes through the commits, from old to new.</summary>
    public void Walk(CancellationToken cancellationToken)
    {
        HashSet<GitObjectId> reached = commits.Reach(_tips, _excluded, id => _faults.Add($"commit {id} is missing or damaged"));
        List<GitObjectId> sorted = commits.Sort(reached);
        _faults.AddRange(sorted.Count < reached.Count ? ["commits lead back to themselves"] : []);
        foreach (GitObjectId edge in sorted.SelectMany(id => commits.Find(id)!.Parents).Where(_excluded.Contains).Distinct())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _trees.Exclude(commits.Find(edge)!.Tree);
        }

        foreach (GitObjectId id in sorted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _messages[id] = new GitHistoryContent([]);
            _trees.Add(commits.Find(id)!.Tree, id);
        }
    }

    /// <summary>Adds what is staged.</summary>
    public void AddIndex(IEnumerable<(GitObjectId Id, byte[] Path, bool IsStaged)> entries)
    {
        foreach ((GitObjectId id, byte[] path, bool isStaged) in entries)
        {
            if (isStaged || FindKind(id) is GitObjectKind.Blob or null)
            {
                _trees.AddStaged(id, path);
            }
        }
    }

    public GitHistoryListing ToListing(IEnumerable<string> faults)
    {
        foreach ((GitObjectId id, List<(PathNode Path, GitObjectId? Commit)> places) in _trees.Contents)
        {
            _messages[id] = new GitHistoryContent(places);
        }

        string[] limits =
        [
            .. _trees.IsLimited ? [$"directories stand at more than {maxRepeatedPaths} other paths: every content is listed, and not every path of it"] : Enumerable.Empty<string>(),
            .. _trees.IsTooDeep ? [$"directories are nested deeper than {TreeWalk.MaxDepth}, where git does not read them either"] : Enumerable.Empty<string>(),
        ];
        return new GitHistoryListing(_messages, _trees.Missing, [.. faults, .. _faults, .. limits]);
    }

    /// <summary>What an object is; none when it is not there, null when it is damaged.</summary>
    private GitObjectKind? FindKind(GitObjectId id)
    {
        try
        {
            return store.TryFind(id, out GitObjectHeader header) ? header.Kind : GitObjectKind.None;
        }
        catch (GitException)
        {
            return null;
        }
    }

    private GitObjectId? ReadTarget(GitObjectId tag)
    {
        try
        {
            return store.TryRead(tag, out _, out ReadOnlyMemory<byte> text) ? CommitText.ReadTarget(text.Span) : null;
        }
        catch (GitException)
        {
            return null;
        }
    }
}
