using DataJoint.Git;

namespace DataJoint.Leaks.Scanning;

/// <summary>Says where the leaks of a history came from.</summary>
internal sealed class HistoryLeaks(GitHistory history, GitHistoryListing listing, ContentScan names)
{
    private readonly Dictionary<GitObjectId, string> _dates = [];

    /// <summary>Notes what keeps the history from being whole.</summary>
    public void AddFaults()
    {
        foreach (string fault in listing.Faults)
        {
            names.Skip("history", $"not all of it could be listed: {fault}", isAsked: true);
        }

        foreach (GitObjectId id in listing.Missing)
        {
            names.Skip($"object {id}", "missing or damaged", isAsked: true);
        }
    }

    /// <summary>Each leak at each path that its content has, and of those that are alike the oldest.</summary>
    public List<Leak> Attribute(IEnumerable<(Leak Leak, GitObjectId Id, string Path)> found)
    {
        List<Leak> kept =
        [
            .. found.SelectMany(each => Introduce(each.Leak, each.Id, each.Path)).GroupBy(leak => leak.Fingerprint, StringComparer.Ordinal)
                .Select(same => same.OrderBy(leak => leak.AuthorDate is null).ThenBy(leak => leak.AuthorDate, StringComparer.Ordinal).First()),
        ];
        ILookup<GitObjectId, Leak> byCommit = kept.Where(leak => leak.Commit is not null).ToLookup(leak => GitObjectId.TryParse(leak.Commit, out GitObjectId id) ? id : default);
        if (byCommit.Count == 0)
        {
            return kept;
        }

        foreach ((GitObjectId commit, IReadOnlyList<string> refs) in history.ListRefs(byCommit.Select(group => group.Key)))
        {
            string[] shown = [.. refs.Select(names.Show)];
            foreach (Leak leak in byCommit[commit])
            {
                leak.Refs = shown;
            }
        }

        return kept;
    }

    private IEnumerable<Leak> Introduce(Leak leak, GitObjectId id, string path)
    {
        IEnumerable<(string Path, GitObjectId? Commit)> places = listing.Contents.TryGetValue(id, out GitHistoryContent? known) ? known.ListPaths() : [];
        return places.Where(place => place.Commit is not null && PathForm.Find(place.Path) == PathForm.Find(path))
            .Select(place => leak.At(names.Show(PathOf(leak.Path, path, place.Path)), place.Commit!.Value.ToString(), DateOf(place.Commit.Value)))
            .DefaultIfEmpty(leak);
    }

    private string DateOf(GitObjectId commit)
    {
        if (!_dates.TryGetValue(commit, out string? date))
        {
            _dates[commit] = date = history.ReadAuthorDate(commit);
        }

        return date;
    }

    /// <summary>What is inside an archive keeps its name there.</summary>
    private static string PathOf(string shown, string read, string path)
    {
        int inside = read.Length > 0 && shown.StartsWith(read, StringComparison.Ordinal) ? read.Length : shown.IndexOf('!', StringComparison.Ordinal);
        return inside < 0 ? path : path + shown[inside..];
    }
}
