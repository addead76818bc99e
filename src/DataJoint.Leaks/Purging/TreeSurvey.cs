using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Reads trees from the roots down, level by level, as far as something in them can change, and finds which ones do.</summary>
internal sealed class TreeSurvey(GitObjectReader reader, PurgedContent content, int idLength)
{
    private readonly Dictionary<TreeKey, List<TreeKey>> _parents = [];
    private readonly Dictionary<TreeKey, string> _paths = [];
    private readonly HashSet<TreeKey> _changed = [];
    private readonly Dictionary<GitObjectId, byte[]> _held = [];
    private HashSet<TreeKey> _next = [];
    private long _heldBytes;

    /// <summary>What is held of trees, so that those of most histories are read once.</summary>
    private const int MaxHeld = 64 << 20;

    /// <summary>The trees that change, each after those that it holds.</summary>
    public List<TreeKey> Changed { get; private set; } = [];

    /// <summary>The content of all trees that were read; null when that was too much to be held.</summary>
    public IReadOnlyDictionary<GitObjectId, byte[]>? Held => _heldBytes <= MaxHeld ? _held : null;

    /// <summary>Whether something in a tree can change.</summary>
    public static bool MayChange(TreeKey key, PurgedContent content) => key.Node is not null || key.IsLoose || content.MayBeAnywhere;

    /// <summary>Reads the trees below roots.</summary>
    /// <exception cref="PurgeException">One is missing.</exception>
    public async Task ReadAsync(IEnumerable<TreeKey> roots, CancellationToken cancellationToken)
    {
        foreach (TreeKey root in roots.Where(MayChange))
        {
            Follow(root, null, "");
        }

        while (_next.Count > 0)
        {
            ILookup<GitObjectId, TreeKey> level = _next.ToLookup(key => key.Id);
            _next = [];
            await reader.ReadAsync([.. level.Select(same => same.Key)], (entry, stream) => Read(entry, stream, level[entry.Id]), cancellationToken).ConfigureAwait(false);
        }

        await ReadPurgedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the trees below roots of which contents count, and again as long as that makes more contents count.</summary>
    /// <exception cref="PurgeException">One is missing.</exception>
    public async Task ReadLooseAsync(IReadOnlyCollection<TreeKey> roots, CancellationToken cancellationToken)
    {
        int before;
        do
        {
            before = content.Purged.Count;
            _paths.Keys.Where(key => key.IsLoose).ToList().ForEach(key => _paths.Remove(key));
            await ReadAsync(roots, cancellationToken).ConfigureAwait(false);
        }
        while (content.Purged.Count > before);
    }

    /// <summary>Decides which trees change.</summary>
    public void Finish()
    {
        Queue<TreeKey> open = new(_changed);
        while (open.TryDequeue(out TreeKey key))
        {
            foreach (TreeKey parent in _parents.GetValueOrDefault(key) ?? [])
            {
                if (_changed.Add(parent))
                {
                    open.Enqueue(parent);
                }
            }
        }

        Changed = Order();
    }

    /// <summary>Reads a content that has to be a tree.</summary>
    public static byte[] ReadTree(GitObjectHeader entry, Stream stream)
    {
        if (entry.Kind != GitObjectKind.Tree)
        {
            throw new PurgeException(PurgeRules.Impossible, $"the tree {entry.Id} is missing", "Run: git fsck; a clone of another copy of the repository may have it.");
        }

        byte[] bytes = new byte[entry.Size];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void Follow(TreeKey key, TreeKey? parent, string path)
    {
        if (parent is TreeKey above)
        {
            if (!_parents.TryGetValue(key, out List<TreeKey>? known))
            {
                _parents[key] = known = [];
            }

            known.Add(above);
        }

        if (_paths.TryAdd(key, path))
        {
            _next.Add(key);
        }
    }

    private void Read(GitObjectHeader entry, Stream stream, IEnumerable<TreeKey> keys)
    {
        byte[] tree = ReadTree(entry, stream);
        Hold(entry.Id, tree);
        foreach (TreeKey key in keys)
        {
            Look(key, tree);
        }
    }

    private void Look(TreeKey key, ReadOnlySpan<byte> rest)
    {
        while (TreeEntry.TryRead(ref rest, idLength, out TreeEntry entry))
        {
            PathNode? node = key.Node?.Find(entry.Name);
            bool isPurged = node?.IsPurged == true || (key.IsLoose && content.IsPurged(entry.Id));
            bool isRenamed = content.HoldsValue(entry.Name);
            if (isPurged || isRenamed || (!entry.IsTree && !entry.IsCommit && content.Blobs.ContainsKey(entry.Id)))
            {
                _changed.Add(key);
            }

            if (isPurged)
            {
                content.AddPurged(entry, PathOf(key, entry));
            }
            else if (entry.IsTree)
            {
                TreeKey below = new(entry.Id, node, key.IsLoose);
                if (MayChange(below))
                {
                    Follow(below, key, PathOf(key, entry));
                }
            }
            else if (content.Blobs.ContainsKey(entry.Id))
            {
                content.AddChanged(entry.Id, PathOf(key, entry));
            }
        }
    }

    private void Hold(GitObjectId id, byte[] tree)
    {
        if (_heldBytes <= MaxHeld && _held.TryAdd(id, tree))
        {
            _heldBytes += tree.Length;
        }
        else if (_heldBytes > MaxHeld)
        {
            _held.Clear();
        }
    }

    private bool MayChange(TreeKey key) => MayChange(key, content);

    private string PathOf(TreeKey key, in TreeEntry entry) => Join(_paths[key], entry.Name);

    private async Task ReadPurgedAsync(CancellationToken cancellationToken)
    {
        while (content.TakeTrees() is { Count: > 0 } trees)
        {
            await reader.ReadAsync([.. trees.Keys], (entry, stream) => LookPurged(entry, stream, trees[entry.Id]), cancellationToken).ConfigureAwait(false);
        }
    }

    private void LookPurged(GitObjectHeader read, Stream stream, string path)
    {
        ReadOnlySpan<byte> rest = ReadTree(read, stream);
        while (TreeEntry.TryRead(ref rest, idLength, out TreeEntry entry))
        {
            content.AddPurged(entry, Join(path, entry.Name));
        }
    }

    private static string Join(string directory, ReadOnlySpan<byte> name) =>
        directory.Length == 0 ? Encoding.UTF8.GetString(name) : $"{directory}/{Encoding.UTF8.GetString(name)}";

    /// <summary>Children first, without recursion: a hostile tree may be deep.</summary>
    private List<TreeKey> Order()
    {
        var open = _changed.ToDictionary(key => key, _ => 0);
        foreach (TreeKey key in _changed)
        {
            foreach (TreeKey parent in _parents.GetValueOrDefault(key) ?? [])
            {
                open[parent]++;
            }
        }

        List<TreeKey> ordered = new(_changed.Count);
        Queue<TreeKey> ready = new(_changed.Where(key => open[key] == 0));
        while (ready.TryDequeue(out TreeKey key))
        {
            ordered.Add(key);
            foreach (TreeKey parent in _parents.GetValueOrDefault(key) ?? [])
            {
                if (--open[parent] == 0)
                {
                    ready.Enqueue(parent);
                }
            }
        }

        return ordered;
    }
}
