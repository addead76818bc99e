namespace DataJoint.Git;

/// <summary>A content, or the message of a commit or tag, that a history reaches.</summary>
public sealed class GitHistoryContent
{
    private readonly IReadOnlyList<(History.PathNode Path, GitObjectId? Commit)> _places;

    internal GitHistoryContent(IReadOnlyList<(History.PathNode Path, GitObjectId? Commit)> places) => _places = places;

    /// <summary>
    /// The paths that it has, from the root of the repository, each with the oldest commit that brought it there; null when none did, as for what is staged. A message
    /// has no path.
    /// </summary>
    /// <returns>The paths, the oldest first.</returns>
    public IEnumerable<(string Path, GitObjectId? Commit)> ListPaths() => _places.Select(place => (place.Path.ToString(), place.Commit));
}
