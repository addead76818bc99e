using DataJoint.Git;

namespace DataJoint.Leaks.Scanning;

/// <summary>Scans objects of git as they are read.</summary>
internal sealed class RepositoryScan(ContentScan scan)
{
    private readonly List<(Leak Leak, string Id, string Path)> _found = [];

    /// <summary>Scans one object; trees hold names alone.</summary>
    public void Scan(GitObject content, Stream stream, CancellationToken cancellationToken)
    {
        int before = scan.Leaks.Count;
        switch (content.Type)
        {
            case "blob":
                scan.Scan(stream, content.Path.Length > 0 ? content.Path : "object " + content.Id, cancellationToken);
                break;
            case "commit" or "tag":
                scan.Scan(stream, $"message of {content.Type} {content.Id}.txt", cancellationToken);
                break;
            case "missing":
                scan.Skip("object " + content.Id, "missing or damaged");
                break;
        }

        for (int i = before; i < scan.Leaks.Count; i++)
        {
            _found.Add((scan.Leaks[i], content.Id, content.Path));
            scan.Leaks[i].Commit = content.Type == "commit" ? content.Id : null;
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
        IEnumerable<Leak> everywhere = _found.SelectMany(found => introductions[found.Id]
            .Select(introduction => found.Leak.At(PathOf(found.Leak.Path, found.Path, introduction.Path), introduction.Commit, introduction.AuthorDate))
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
                leak.Refs = refs[commit] = known ?? await objects.ListRefsAsync(commit, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What is inside an archive keeps its name there.</summary>
    private static string PathOf(string shown, string read, string path)
    {
        int inside = read.Length > 0 && shown.StartsWith(read, StringComparison.Ordinal) ? read.Length : shown.IndexOf('!', StringComparison.Ordinal);
        return inside < 0 ? path : path + shown[inside..];
    }
}
