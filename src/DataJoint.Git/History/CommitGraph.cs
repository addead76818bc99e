namespace DataJoint.Git.History;

/// <summary>The commits of a history; each is read once.</summary>
internal sealed class CommitGraph(GitObjectStore store, IReadOnlySet<GitObjectId> shallow)
{
    private readonly Dictionary<GitObjectId, Commit?> _known = [];

    /// <summary>A commit, or null when it is not there, or damaged.</summary>
    public Commit? Find(GitObjectId id)
    {
        if (!_known.TryGetValue(id, out Commit? commit))
        {
            _known[id] = commit = Read(id);
        }

        return commit;
    }

    /// <summary>The commits that others reach.</summary>
    /// <param name="tips">Where to begin.</param>
    /// <param name="excluded">Those not to go to.</param>
    /// <param name="missing">Takes those that are not there, or damaged.</param>
    public HashSet<GitObjectId> Reach(IEnumerable<GitObjectId> tips, IReadOnlySet<GitObjectId> excluded, Action<GitObjectId> missing)
    {
        HashSet<GitObjectId> reached = [];
        HashSet<GitObjectId> seen = [];
        Stack<GitObjectId> left = new(tips);
        while (left.TryPop(out GitObjectId id))
        {
            if (excluded.Contains(id) || !seen.Add(id))
            {
                continue;
            }

            if (Find(id) is not Commit commit)
            {
                missing(id);
                continue;
            }

            reached.Add(id);
            Array.ForEach(commit.Parents, left.Push);
        }

        return reached;
    }

    /// <summary>Commits from old to new, each after its parents.</summary>
    public List<GitObjectId> Sort(IReadOnlySet<GitObjectId> commits)
    {
        Dictionary<GitObjectId, List<GitObjectId>> children = new(commits.Count);
        Dictionary<GitObjectId, int> waiting = new(commits.Count);
        PriorityQueue<GitObjectId, (long Time, GitObjectId Id)> ready = new();
        foreach (GitObjectId id in commits)
        {
            GitObjectId[] parents = Find(id)!.Parents;
            if (parents.Length > 1 || (parents.Length == 1 && !commits.Contains(parents[0])))
            {
                parents = [.. parents.Where(commits.Contains).Distinct()];
            }

            waiting[id] = parents.Length;
            foreach (GitObjectId parent in parents)
            {
                (children.TryGetValue(parent, out List<GitObjectId>? known) ? known : children[parent] = new List<GitObjectId>(1)).Add(id);
            }

            if (parents.Length == 0)
            {
                ready.Enqueue(id, (Find(id)!.Time, id));
            }
        }

        List<GitObjectId> sorted = [];
        while (ready.TryDequeue(out GitObjectId id, out _))
        {
            sorted.Add(id);
            foreach (GitObjectId child in children.GetValueOrDefault(id) ?? [])
            {
                if (--waiting[child] == 0)
                {
                    ready.Enqueue(child, (Find(child)!.Time, child));
                }
            }
        }

        return sorted;
    }

    private Commit? Read(GitObjectId id)
    {
        try
        {
            bool isCommit = store.TryRead(id, out GitObjectHeader header, out ReadOnlyMemory<byte> text) && header.Kind == GitObjectKind.Commit;
            return isCommit && CommitText.Parse(text.Span) is Commit commit
                ? shallow.Contains(id) ? commit with { Parents = [] } : commit
                : null;
        }
        catch (GitException)
        {
            return null;
        }
    }
}
