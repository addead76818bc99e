using DataJoint.Git;

namespace DataJoint.Leaks.Scanning;

/// <summary>Scans objects of git as they are read.</summary>
internal sealed class RepositoryScan(ContentScan scan)
{
    private readonly List<(Leak Leak, string Id, string Path)> _found = [];
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);

    /// <summary>Scans one object; trees hold names alone.</summary>
    public void Scan(GitObject content, Stream stream, CancellationToken cancellationToken)
    {
        int before = scan.Leaks.Count;
        _forms.TryAdd(content.Id, content.Type == "blob" ? PathForm.Find(content.Path) : "");
        switch (content.Type)
        {
            case "blob":
                scan.Scan(stream, content.Path.Length > 0 ? content.Path : "object " + content.Id, cancellationToken);
                break;
            case "commit" or "tag":
                scan.Scan(stream, $"message of {content.Type} {content.Id}.txt", cancellationToken);
                break;
            case "missing" when _missing.Add(content.Id):
                scan.Skip("object " + content.Id, "missing or damaged", isAsked: true);
                break;
        }

        for (int i = before; i < scan.Leaks.Count; i++)
        {
            _found.Add((scan.Leaks[i], content.Id, content.Path));
            scan.Leaks[i].Commit = content.Type == "commit" ? content.Id : null;
        }
    }

    /// <summary>Whether a content was scanned, as a path of this form or another.</summary>
    public bool Has(string id) => _forms.ContainsKey(id);

    /// <summary>Scans contents again that stand at other paths, too, where they are read in another way.</summary>
    public async Task ScanOtherPathsAsync(GitObjects objects, IReadOnlyList<string> revisions, CancellationToken cancellationToken)
    {
        IReadOnlyList<GitBlob> others = await objects.ListOtherPathsAsync(revisions, _forms, PathForm.Find, cancellationToken).ConfigureAwait(false);
        if (others.Count > 0)
        {
            await objects.ReadAsync(others, (content, stream) => Scan(content, stream, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says where each leak came from, and keeps of those that are alike the oldest.</summary>
    public async Task AttributeAsync(GitObjects objects, CancellationToken cancellationToken)
    {
        if (_found.Count == 0)
        {
            return;
        }

        ILookup<string, GitIntroduction> introductions =
            (await objects.FindIntroductionsAsync(_found.Select(found => found.Id).ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false))
            .ToLookup(introduction => introduction.Id, StringComparer.Ordinal);
        IEnumerable<Leak> everywhere = _found.SelectMany(found => introductions[found.Id].Where(introduction => IsReadAlike(introduction.Path, found.Path))
            .Select(introduction => found.Leak.At(scan.Show(PathOf(found.Leak.Path, found.Path, introduction.Path)), introduction.Commit, introduction.AuthorDate))
            .DefaultIfEmpty(found.Leak));
        List<Leak> kept =
        [
            .. everywhere.GroupBy(leak => leak.Fingerprint, StringComparer.Ordinal)
                .Select(same => same.OrderBy(leak => leak.AuthorDate is null).ThenBy(leak => leak.AuthorDate, StringComparer.Ordinal).First()),
        ];
        scan.Leaks.Clear();
        scan.Leaks.AddRange(kept);
        Dictionary<string, IReadOnlyList<string>> refs = new(StringComparer.Ordinal);
        foreach (Leak leak in kept)
        {
            if (leak.Commit is string commit)
            {
                refs.TryGetValue(commit, out IReadOnlyList<string>? known);
                leak.Refs = refs[commit] = known ?? [.. (await objects.ListRefsAsync(commit, cancellationToken).ConfigureAwait(false)).Select(scan.Show)];
            }
        }
    }

    /// <summary>An object without a path was read as one of no form, and stands for all of them.</summary>
    private static bool IsReadAlike(string path, string scanned) => scanned.Length == 0 || PathForm.Find(path) == PathForm.Find(scanned);

    /// <summary>What is inside an archive keeps its name there.</summary>
    private static string PathOf(string shown, string read, string path)
    {
        int inside = read.Length > 0 && shown.StartsWith(read, StringComparison.Ordinal) ? read.Length : shown.IndexOf('!', StringComparison.Ordinal);
        return inside < 0 ? path : path + shown[inside..];
    }
}
