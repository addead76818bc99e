using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>The commits and tags that something reaches, and in which order commits can be written.</summary>
internal sealed class ReachableObjects
{
    private readonly Dictionary<GitObjectId, byte[]> _bytes = [];
    private readonly Dictionary<GitObjectId, GitObjectKind> _kinds = [];
    private readonly Dictionary<GitObjectId, CommitNode> _commits = [];

    /// <summary>The commits that are reached, each after its parents.</summary>
    public List<CommitNode> Ordered { get; } = [];

    /// <summary>Those of them that hold notes.</summary>
    public HashSet<GitObjectId> Notes { get; } = [];

    /// <summary>The trees that refs and tags name themselves.</summary>
    public HashSet<GitObjectId> LooseTrees { get; } = [];

    public IReadOnlyDictionary<GitObjectId, byte[]> Tags => _bytes;

    public CommitNode Commit(GitObjectId id) => _commits[id];

    public GitObjectKind KindOf(GitObjectId id) => _kinds.GetValueOrDefault(id);

    /// <summary>Reads all commits and tags, and follows them from the roots.</summary>
    /// <exception cref="PurgeException">One is missing.</exception>
    public static async Task<ReachableObjects> ReadAsync(GitObjectReader reader, IReadOnlyList<GitObjectHeader> all, RepositoryState state, CancellationToken cancellationToken)
    {
        ReachableObjects found = new();
        foreach (GitObjectHeader entry in all)
        {
            found._kinds[entry.Id] = entry.Kind;
        }

        GitObjectId[] wanted = [.. all.Where(entry => entry.Kind is GitObjectKind.Commit or GitObjectKind.Tag).Select(entry => entry.Id)];
        Dictionary<GitObjectId, byte[]> commits = [];
        await reader.ReadAsync(
            wanted,
            (entry, stream) =>
            {
                byte[] bytes = new byte[entry.Size];
                stream.ReadExactly(bytes);
                (entry.Kind == GitObjectKind.Tag ? found._bytes : commits)[entry.Id] = bytes;
            },
            cancellationToken).ConfigureAwait(false);
        IEnumerable<GitObjectId> roots = state.Refs.Where(entry => !IsNotes(entry.Name)).Select(entry => entry.Id).Concat(state.Stashes)
            .Concat(state.Grafts.Where(found._kinds.ContainsKey)).Concat(ReplacedObjects(state).Where(found._kinds.ContainsKey));
        found.Follow(roots, commits);
        int before = found.Ordered.Count;
        found.Follow(state.Refs.Where(entry => IsNotes(entry.Name)).Select(entry => entry.Id), commits);
        found.Notes.UnionWith(found.Ordered.Skip(before).Select(commit => commit.Id));
        return found;
    }

    /// <summary>The objects in whose place others stand.</summary>
    public static IEnumerable<GitObjectId> ReplacedObjects(RepositoryState state)
    {
        foreach (RefEntry entry in state.Refs.Where(entry => entry.Name.StartsWith("refs/replace/", StringComparison.Ordinal)))
        {
            if (ObjectDigits.TryRead(System.Text.Encoding.ASCII.GetBytes(entry.Name["refs/replace/".Length..]), out GitObjectId id))
            {
                yield return id;
            }
        }
    }

    private static bool IsNotes(string name) => name.StartsWith("refs/notes/", StringComparison.Ordinal);

    private void Follow(IEnumerable<GitObjectId> roots, Dictionary<GitObjectId, byte[]> commits)
    {
        foreach (GitObjectId root in roots)
        {
            GitObjectId id = root;
            while (KindOf(id) == GitObjectKind.Tag)
            {
                id = TagRewrite.ReadTarget(id, _bytes[id]).Id;
            }

            switch (KindOf(id))
            {
                case GitObjectKind.Commit:
                    FollowCommit(id, commits);
                    break;
                case GitObjectKind.Tree:
                    LooseTrees.Add(id);
                    break;
                case GitObjectKind.None:
                    throw CreateException(id);
            }
        }
    }

    /// <summary>Without recursion: histories are long.</summary>
    private void FollowCommit(GitObjectId start, Dictionary<GitObjectId, byte[]> bytes)
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

        void Push(GitObjectId id)
        {
            if (!_commits.ContainsKey(id))
            {
                CommitNode commit = new(id, bytes.TryGetValue(id, out byte[]? content) ? content : throw CreateException(id));
                _commits[id] = commit;
                open.Push((commit, 0));
            }
        }
    }

    private static PurgeException CreateException(GitObjectId id) =>
        new(PurgeRules.Impossible, $"the object {id} is missing", "Run: git fsck; a clone of another copy of the repository may have it.");
}
