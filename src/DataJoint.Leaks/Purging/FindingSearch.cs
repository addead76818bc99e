using DataJoint.Git;
using DataJoint.Leaks.Rules;
using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks.Purging;

/// <summary>Finds the leaks again that fingerprints name, and so their values, by the same scan that found them.</summary>
internal sealed class FindingSearch(string directory, KnownValues known, PurgeOptions options)
{
    private static readonly string[] Reachable = ["--all", "--reflog", "--indexed-objects"];

    private readonly LeakedTexts _texts = new();
    private readonly List<(GitObjectId Id, string Path, Leak Leak, string[] Texts)> _found = [];
    private readonly HashSet<string> _wanted = new(options.Fingerprints, StringComparer.Ordinal);
    private ContentScan? _scan;

    /// <summary>The fingerprints that were found.</summary>
    public HashSet<string> Matched { get; } = new(StringComparer.Ordinal);

    /// <summary>The contents and messages in which their values were found, there or elsewhere.</summary>
    public Dictionary<GitObjectId, FoundPlace> Places { get; } = [];

    /// <summary>Values that were found before. They are secrets.</summary>
    public IReadOnlyCollection<string> Earlier { get; init; } = [];

    /// <summary>Scans the history.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The values. They are secrets.</returns>
    public IReadOnlyCollection<string> Run(CancellationToken cancellationToken)
    {
        using GitHistory history = GitHistory.Open(directory)!;
        GitHistoryListing listing = history.List(Reachable, cancellationToken);
        foreach (GitObjectBatch batch in history.Objects.CreateBatches([.. listing.Contents.Keys]))
        {
            batch.Read(content => Scan(content, ListPaths(listing, content.Header.Id), cancellationToken), cancellationToken);
        }

        HashSet<string> values = new(Earlier, StringComparer.Ordinal);
        foreach ((GitObjectId id, string path, Leak leak, string[] texts) in _found)
        {
            values.UnionWith(Match(leak, path, ListPaths(listing, id)) ? texts : []);
        }

        foreach ((GitObjectId id, string path, _, string[] texts) in _found.Where(found => found.Texts.Any(values.Contains)))
        {
            FoundPlace place = Places[id] = Places.GetValueOrDefault(id) ?? new FoundPlace();
            place.Paths.Add(path);
            place.Texts.UnionWith(texts.Where(values.Contains));
        }

        return values;
    }

    /// <summary>Whether what was found in a content is found in it still.</summary>
    /// <param name="id">The content's id.</param>
    /// <param name="content">The content as it is now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public bool StillFinds(GitObjectId id, byte[] content, CancellationToken cancellationToken) =>
        Places.TryGetValue(id, out FoundPlace? place)
        && place.Paths.Any(path => Scan(path, new MemoryStream(content), cancellationToken).Exists(found => found.Texts.Any(place.Texts.Contains)));

    private static string[] ListPaths(GitHistoryListing listing, GitObjectId id) => [.. listing.Contents[id].ListPaths().Select(place => place.Path)];

    /// <summary>A content is scanned as each kind of path that it has.</summary>
    private void Scan(GitObjectContent content, string[] paths, CancellationToken cancellationToken)
    {
        GitObjectId id = content.Header.Id;
        IEnumerable<string> names = content.Header.Kind switch
        {
            _ when content.IsMissing => [],
            GitObjectKind.Blob => paths.DistinctBy(PathForm.Find).DefaultIfEmpty($"object {id}"),
            GitObjectKind.Commit => [$"message of commit {id}.txt"],
            GitObjectKind.Tag => [$"message of tag {id}.txt"],
            _ => [],
        };
        foreach (string name in names)
        {
            using Stream stream = content.OpenRead();
            _found.AddRange(Scan(name, stream, cancellationToken).Select(found => (id, name, found.Leak, found.Texts)));
        }
    }

    private List<(Leak Leak, string[] Texts)> Scan(string path, Stream content, CancellationToken cancellationToken)
    {
        _scan ??= new ContentScan(known, new PatternSearch(options.Rules), new LeakScannerOptions().MaxUnpackedBytes, _texts);
        _scan.Scan(content, path, cancellationToken);
        List<(Leak Leak, string[] Texts)> found = [.. _scan.Leaks.Select(leak => (leak, _texts.Find(leak).ToArray()))];
        _scan.Leaks.Clear();
        _texts.Clear();
        return found;
    }

    /// <summary>The same content may have been found at any of its paths.</summary>
    private bool Match(Leak leak, string path, IEnumerable<string> others)
    {
        string inside = leak.Path.StartsWith(path, StringComparison.Ordinal) ? leak.Path[path.Length..] : "";
        bool isMatch = false;
        foreach (string shown in others.Select(other => _scan!.Show(other + inside)).Append(leak.Path))
        {
            string fingerprint = Fingerprints.Compute(shown, leak.Trace, leak.Ordinal);
            isMatch |= _wanted.Contains(fingerprint) && (Matched.Add(fingerprint) || true);
        }

        return isMatch;
    }
}
