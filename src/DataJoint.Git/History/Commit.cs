namespace DataJoint.Git.History;

/// <summary>What the walk through a history needs of a commit.</summary>
/// <param name="Tree">Its directory.</param>
/// <param name="Parents">The commits that it follows; none for one that a shallow clone ends at.</param>
/// <param name="Time">When it was committed, in seconds since 1970.</param>
internal sealed record Commit(GitObjectId Tree, GitObjectId[] Parents, long Time);
