using DataJoint.Git;

namespace DataJoint.Leaks.Scanning;

/// <summary>Scans objects of a history as they are read: one for each thread.</summary>
internal sealed class HistoryScan(ContentScan content, ChangeScan changes, GitHistoryListing listing)
{
    private readonly List<(Leak Leak, GitObjectId Id, string Path)> _found = [];

    /// <summary>What counts and names what was scanned; its leaks are taken from it.</summary>
    public ContentScan Content => content;

    /// <summary>Each leak with the object, and the path that it was read as.</summary>
    public IReadOnlyList<(Leak Leak, GitObjectId Id, string Path)> Found => _found;

    /// <summary>How many contents were known by their changes.</summary>
    public int Passed { get; private set; }

    /// <summary>Begins a batch.</summary>
    public void Begin() => changes.Begin();

    /// <summary>Scans one object; directories hold names alone.</summary>
    public void Scan(GitObjectContent read, CancellationToken cancellationToken)
    {
        GitObjectId id = read.Header.Id;
        if (read.IsMissing)
        {
            Skip(id);
            return;
        }

        switch (read.Header.Kind)
        {
            case GitObjectKind.Blob:
                ScanBlob(read, cancellationToken);
                break;
            case GitObjectKind.Commit or GitObjectKind.Tag:
                Scan(read, "", $"message of {(read.Header.Kind == GitObjectKind.Tag ? "tag" : "commit")} {id}.txt", cancellationToken);
                break;
            default:
                break;
        }
    }

    /// <summary>Scans a content as each kind of path that it has; where there is one alone, the changes may do.</summary>
    private void ScanBlob(GitObjectContent read, CancellationToken cancellationToken)
    {
        GitObjectId id = read.Header.Id;
        IEnumerable<string> known = listing.Contents.TryGetValue(id, out GitHistoryContent? reached) ? reached.ListPaths().Select(place => place.Path) : [];
        string[] paths = [.. known.DistinctBy(PathForm.Find).DefaultIfEmpty("")];
        if (paths.Length == 1 && changes.IsClean(read, paths[0], cancellationToken))
        {
            content.Pass(read.Header.Size);
            Passed++;
            return;
        }

        int found = _found.Count;
        bool isWhole = paths.All(path => Scan(read, path, path.Length > 0 ? path : $"object {id}", cancellationToken));
        if (isWhole && paths.Length == 1 && found == _found.Count)
        {
            changes.Add(read, paths[0]);
        }
    }

    private bool Scan(GitObjectContent read, string path, string name, CancellationToken cancellationToken)
    {
        bool isWhole = true;
        try
        {
            using Stream stream = read.OpenRead();
            content.Scan(stream, name, cancellationToken);
        }
        catch (GitException)
        {
            Skip(read.Header.Id);
            isWhole = false;
        }

        foreach (Leak leak in content.Leaks)
        {
            leak.Commit = read.Header.Kind == GitObjectKind.Commit ? read.Header.Id.ToString() : null;
            _found.Add((leak, read.Header.Id, path));
        }

        content.Leaks.Clear();
        return isWhole;
    }

    private void Skip(GitObjectId id) => content.Skip($"object {id}", "missing or damaged", isAsked: true);
}
