namespace DataJoint.Leaks.Purging;

/// <summary>The commits and tags that something reaches, and in which order commits can be written.</summary>
internal sealed class ReachableObjects
{
    private readonly Dictionary<ObjectId, byte[]> _bytes = [];
    private readonly Dictionary<ObjectId, ObjectKind> _kinds = [];
    private readonly Dictionary<ObjectId, CommitNode> _commits = [];

    /// <summary>The commits that are reached, each after its parents.</summary>
    public List<CommitNode> Ordered { get; } = [];

    /// <summary>Those of them that hold notes.</summary>
    public HashSet<ObjectId> Notes { get; } = [];

    /// <summary>The trees that refs and tags name themselves.</summary>
    public HashSet<ObjectId> LooseTrees { get; } = [];

    public IReadOnlyDictionary<ObjectId, byte[]> Tags => _bytes;

    public CommitNode Commit(ObjectId id) => _commits[id];

    public ObjectKind KindOf(ObjectId id) => _kinds.GetValueOrDefault(id);

    /// <summary>Reads all commits and tags, and follows them from the roots.</summary>
    /// <exception cref="PurgeException">One is missing.</exception>
    public static async Task<ReachableObjects> ReadAsync(GitObjectReader reader, IReadOnlyList<ObjectEntry> all, RepositoryState state, CancellationToken cancellationToken)
    {
        ReachableObjects found = new();
        foreach (ObjectEntry entry in all)
        {
            found._kinds[entry.Id] = entry.Kind;
        }

        ObjectId[] wanted = [.. all.Where(entry => entry.Kind is ObjectKind.Commit or ObjectKind.Tag).Select(entry => entry.Id)];
        Dictionary<ObjectId, byte[]> commits = [];
        await reader.ReadAsync(
            wanted,
            (entry, stream) =>
            {
                byte[] bytes = new byte[entry.Size];
                stream.ReadExactly(bytes);
                (entry.Kind == ObjectKind.Tag ? found._bytes : commits)[entry.Id] = bytes;
            },
            cancellationToken).ConfigureAwait(false);
        IEnumerable<ObjectId> roots = state.Refs.Where(entry => !IsNotes(entry.Name)).Select(entry => entry.Id).Concat(state.Stashes)
            .Concat(state.Grafts.Where(found._kinds.ContainsKey)).Concat(ReplacedObjects(state).Where(found._kinds.ContainsKey));
        found.Follow(roots, commits);
        int before = found.Ordered.Count;
        found.Follow(state.Refs.Where(entry => IsNotes(entry.Name)).Select(entry => entry.Id), commits);
        found.Notes.UnionWith(found.Ordered.Skip(before).Select(commit => commit.Id));
        return found;
    }

    /// <summary>The objects in whose place others stand.</summary>
    public static IEnumerable<ObjectId> ReplacedObjects(RepositoryState state)
    {
        foreach (RefEntry entry in state.Refs.Where(entry => entry.Name.StartsWith("refs/replace/", StringComparison.Ordinal)))
        {
            if (ObjectId.TryParse(System.Text.Encoding.ASCII.GetBytes(entry.Name["refs/replace/".Length..]), out ObjectId id))
            {
                yield return id;
            }
        }
    }

    private static bool IsNotes(string name) => name.StartsWith("refs/notes/", StringComparison.Ordinal);

    private void Follow(IEnumerable<ObjectId> roots, Dictionary<ObjectId, byte[]> commits)
    {
        foreach (ObjectId root in roots)
        {
            ObjectId id = root;
            while (KindOf(id) == ObjectKind.Tag)
            {
                id = TagRewrite.ReadTarget(id, _bytes[id]).Id;
            }

            switch (KindOf(id))
            {
                case ObjectKind.Commit:
                    FollowCommit(id, commits);
                    break;
                case ObjectKind.Tree:
                    LooseTrees.Add(id);
                    break;
                case ObjectKind.None:
                    throw CreateException(id);
            }
        }
    }

    /// <summary>Without recursion: histories are long.</summary>
    private void FollowCommit(ObjectId start, Dictionary<ObjectId, byte[]> bytes)
    {
        Stack<(CommitNode Commit, int Parent)> open = new();
        Push(start);
        while (open.TryPop(out (CommitNode Commit, int Parent) top))
        {
            if (top.Parent == top.Commit.Parents.Count)
            {
                Ordered.Add(top.Commit);
                continue;
            }

            open.Push((top.Commit, top.Parent + 1));
            Push(top.Commit.Parents[top.Parent]);
        }

        void Push(ObjectId id)
        {
            if (!_commits.ContainsKey(id))
            {
                CommitNode commit = new(id, bytes.TryGetValue(id, out byte[]? content) ? content : throw CreateException(id));
                _commits[id] = commit;
                open.Push((commit, 0));
            }
        }
    }

    private static PurgeException CreateException(ObjectId id) =>
        new(PurgeRules.Impossible, $"the object {id} is missing", "Run: git fsck; a clone of another copy of the repository may have it.");
}
