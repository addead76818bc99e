namespace DataJoint.Git.History;

/// <summary>Goes through the directories of commits from old to new; what was seen at a path is not looked at there again.</summary>
/// <param name="store">The objects.</param>
/// <param name="maxRepeated">
/// How many entries are read again because their directory stands at another path, too. A few directories that name each other many times make more paths than any machine can
/// list; every directory is read at its first path, whatever there is.
/// </param>
internal sealed class TreeWalk(GitObjectStore store, int maxRepeated)
{
    /// <summary>As deep as git itself goes.</summary>
    public const int MaxDepth = 2048;

    private const int MostExpected = 1 << 20;

    private readonly Dictionary<GitObjectId, int> _numbers = new(Math.Min(store.PackedCount, MostExpected));
    private readonly HashSet<GitObjectId> _read = [];
    private readonly HashSet<long> _seen = [];
    private readonly HashSet<GitObjectId> _excluded = [];
    private readonly PathNode _root = PathNode.CreateRoot();
    private readonly Stack<(GitObjectId Id, PathNode Path)> _left = new();
    private int _repeated;

    /// <summary>The contents in the order in which they came, each with each of its paths, and the commit that brought it there, if one did.</summary>
    public Dictionary<GitObjectId, List<(PathNode Path, GitObjectId? Commit)>> Contents { get; } = [];

    /// <summary>Directories that are not there, or damaged.</summary>
    public HashSet<GitObjectId> Missing { get; } = [];

    /// <summary>Whether directories stand at more paths than were read.</summary>
    public bool IsLimited { get; private set; }

    /// <summary>Whether directories are nested deeper than <see cref="MaxDepth"/>, which were not read there.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>Leaves out the contents of a directory, here and everywhere else.</summary>
    public void Exclude(GitObjectId tree) => Add(tree, null, isExcluded: true);

    /// <summary>Looks at a directory.</summary>
    /// <param name="tree">The directory.</param>
    /// <param name="commit">The commit that has it, or null.</param>
    public void Add(GitObjectId tree, GitObjectId? commit) => Add(tree, commit, isExcluded: false);

    /// <summary>Adds a content that is staged.</summary>
    public void AddStaged(GitObjectId id, ReadOnlySpan<byte> path)
    {
        PathNode node = _root;
        while (path.IndexOf((byte)'/') is int end and >= 0)
        {
            node = node.Child(path[..end]);
            path = path[(end + 1)..];
        }

        AddContent(id, path.IsEmpty ? node : node.Child(path), null, isExcluded: false);
    }

    private void Add(GitObjectId tree, GitObjectId? commit, bool isExcluded)
    {
        _left.Push((tree, _root));
        while (_left.TryPop(out (GitObjectId Id, PathNode Path) next))
        {
            if (!Enter(next.Id, next.Path))
            {
                continue;
            }

            bool isRepeated = !_read.Add(next.Id);
            if (isRepeated && _repeated >= maxRepeated)
            {
                IsLimited |= !isExcluded;
                continue;
            }

            if (next.Path.Depth > MaxDepth)
            {
                IsTooDeep |= !isExcluded;
                continue;
            }

            if (!TryRead(next.Id, out ReadOnlyMemory<byte> text))
            {
                _ = isExcluded || Missing.Add(next.Id);
                continue;
            }

            TreeReader reader = new(text.Span, store.IdBytes);
            while (reader.Read())
            {
                _repeated += isRepeated ? 1 : 0;
                if (reader.IsTree)
                {
                    _left.Push((reader.Id, next.Path.Child(reader.Name)));
                }
                else if (!reader.IsSubmodule)
                {
                    AddContent(reader.Id, next.Path.Child(reader.Name), commit, isExcluded);
                }
            }

            _ = !reader.IsDamaged || Missing.Add(next.Id);
        }
    }

    private void AddContent(GitObjectId id, PathNode path, GitObjectId? commit, bool isExcluded)
    {
        if (!Enter(id, path))
        {
            return;
        }

        if (isExcluded)
        {
            _excluded.Add(id);
        }
        else if (!_excluded.Contains(id))
        {
            Record(id, path, commit);
        }
    }

    private void Record(GitObjectId id, PathNode path, GitObjectId? commit) =>
        (Contents.TryGetValue(id, out List<(PathNode Path, GitObjectId? Commit)>? paths) ? paths : Contents[id] = []).Add((path, commit));

    private bool Enter(GitObjectId id, PathNode path)
    {
        if (!_numbers.TryGetValue(id, out int number))
        {
            _numbers[id] = number = _numbers.Count;
        }

        return _seen.Add(((long)number << 32) | (uint)path.Number);
    }

    private bool TryRead(GitObjectId id, out ReadOnlyMemory<byte> text)
    {
        try
        {
            return store.TryRead(id, out GitObjectHeader header, out text) && header.Kind == GitObjectKind.Tree;
        }
        catch (GitException)
        {
            text = default;
            return false;
        }
    }
}
