using System.Globalization;
using DataJoint.Git;

namespace DataJoint.Leaks.Scanning;

/// <summary>Says where the leaks of a history came from.</summary>
/// <param name="history">The history.</param>
/// <param name="listing">What it reaches.</param>
/// <param name="names">Shows names, and takes what is to be told.</param>
/// <param name="maxPlaces">How many leaks are reported because their content stands at another path, too: a content may have millions of paths, and thousands of leaks.</param>
internal sealed class HistoryLeaks(GitHistory history, GitHistoryListing listing, ContentScan names, int maxPlaces)
{
    private readonly Dictionary<GitObjectId, string> _dates = [];
    private ((GitObjectId Id, string Path) Content, (string Path, GitObjectId Commit)[] Places) _last = (default, []);
    private int _more;

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
                .Select(same => same.OrderBy(TimeOf).ThenBy(leak => leak.Commit, StringComparer.Ordinal).ThenBy(leak => leak.Path, StringComparer.Ordinal)
                    .ThenBy(leak => leak.Line).ThenBy(leak => leak.Column).First()),
        ];
        if (_more > maxPlaces)
        {
            names.Skip("history", $"leaks stand at more than {maxPlaces} other paths: every leak is reported, and not at every path of it", isAsked: true);
        }

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

    /// <summary>When it was written, wherever that was; without a date last.</summary>
    private static DateTimeOffset TimeOf(Leak leak) =>
        DateTimeOffset.TryParse(leak.AuthorDate, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) ? time : DateTimeOffset.MaxValue;

    private List<Leak> Introduce(Leak leak, GitObjectId id, string path)
    {
        if (_last.Content != (id, path))
        {
            _last = ((id, path), ListPlaces(id, path));
        }

        if (_last.Places.Length == 0)
        {
            return [leak];
        }

        List<Leak> introduced = [];
        foreach ((string place, GitObjectId commit) in _last.Places)
        {
            if (introduced.Count > 0 && ++_more > maxPlaces)
            {
                break;
            }

            introduced.Add(leak.At(names.Show(PathOf(leak.Path, path, place)), commit.ToString(), DateOf(commit)));
        }

        return introduced;
    }

    private (string Path, GitObjectId Commit)[] ListPlaces(GitObjectId id, string path)
    {
        string form = PathForm.Find(path);
        IEnumerable<(string Path, GitObjectId? Commit)> places = listing.Contents.TryGetValue(id, out GitHistoryContent? known) ? known.ListPaths() : [];
        return [.. places.Where(place => place.Commit is not null && PathForm.Find(place.Path) == form).Select(place => (place.Path, place.Commit!.Value))];
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
