using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>What of the repository's contents goes, and what changes.</summary>
internal sealed class PurgedContent
{
    private readonly HashSet<GitObjectId> _purged = [];
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<GitObjectId>> _removedFiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<GitObjectId>> _changedFiles = new(StringComparer.Ordinal);
    private Dictionary<GitObjectId, string> _trees = [];

    /// <summary>The contents in which values are replaced, with what they become.</summary>
    public Dictionary<GitObjectId, GitObjectId> Blobs { get; } = [];

    /// <summary>The values, or null.</summary>
    public ValueText? Values { get; init; }

    /// <summary>Where a scan found values, which may be short ones that count only there.</summary>
    public IReadOnlyDictionary<GitObjectId, FoundPlace> Places { get; init; } = new Dictionary<GitObjectId, FoundPlace>();

    /// <summary>Whether contents or names can change at any path.</summary>
    public bool MayBeAnywhere => Blobs.Count > 0 || Values is not null;

    /// <summary>The contents that stood at purged paths.</summary>
    public IReadOnlySet<GitObjectId> Purged => _purged;

    public bool IsPurged(GitObjectId id) => _purged.Contains(id);

    public bool HoldsValue(ReadOnlySpan<byte> name) => Values?.Holds(name) == true;

    /// <summary>Whether a message holds what a scan found in it.</summary>
    public bool HoldsFound(GitObjectId id, ReadOnlySpan<byte> message) =>
        Places.TryGetValue(id, out FoundPlace? place) && message.ToArray() is byte[] bytes && place.Texts.Any(text => ShortValue.Replace(bytes, text) is not null);

    /// <summary>The message of a commit or tag without values.</summary>
    public byte[] CleanMessage(GitObjectId id, ReadOnlySpan<byte> message)
    {
        byte[] clean = Values?.Replace(message) ?? message.ToArray();
        return Places.TryGetValue(id, out FoundPlace? place) ? place.Texts.Aggregate(clean, (bytes, text) => ShortValue.Replace(bytes, text) ?? bytes) : clean;
    }

    /// <summary>What the purged pointers of Git LFS point to.</summary>
    public HashSet<string> Pointers { get; } = new(StringComparer.Ordinal);

    /// <summary>A path of a content that changes; null when it stands at purged paths alone.</summary>
    public string? FindChanged(GitObjectId id) => _changedFiles.Where(file => file.Value.Contains(id)).Select(file => file.Key).FirstOrDefault();

    /// <summary>Notes an entry of a tree that goes.</summary>
    public void AddPurged(in TreeEntry entry, string path)
    {
        _removed.Add(path);
        if (entry.IsTree)
        {
            if (_purged.Add(entry.Id))
            {
                _trees[entry.Id] = path;
            }

            return;
        }

        if (!entry.IsCommit)
        {
            _purged.Add(entry.Id);
        }

        Add(_removedFiles, path, entry.Id);
    }

    /// <summary>Whether something stood at a path, and goes; or the whole directory that the path is in.</summary>
    public bool HasRemoved(string path) => _removed.Contains(path) || _removed.Any(above => path.StartsWith(above + "/", StringComparison.Ordinal));

    public void AddChanged(GitObjectId id, string path) => Add(_changedFiles, path, id);

    /// <summary>The purged trees that nobody has looked into yet.</summary>
    public Dictionary<GitObjectId, string> TakeTrees()
    {
        Dictionary<GitObjectId, string> taken = _trees;
        _trees = [];
        return taken;
    }

    /// <summary>What is told of the files.</summary>
    public IEnumerable<PurgedFile> ListFiles() =>
        _removedFiles.Select(file => new PurgedFile(Show(file.Key), file.Value.Count, isRemoved: true))
            .Concat(_changedFiles.Select(file => new PurgedFile(Show(file.Key), file.Value.Count, isRemoved: false)))
            .OrderBy(file => file.Path, StringComparer.Ordinal);

    /// <summary>A text for people, without a value.</summary>
    public string Show(string text) => Values?.Mask(text) ?? text;

    private static void Add(Dictionary<string, HashSet<GitObjectId>> files, string path, GitObjectId id)
    {
        if (!files.TryGetValue(path, out HashSet<GitObjectId>? known))
        {
            files[path] = known = [];
        }

        known.Add(id);
    }
}
