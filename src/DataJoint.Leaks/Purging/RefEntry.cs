using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>A ref, or a HEAD that is detached.</summary>
/// <param name="Name">Its name as a transaction takes it, one character for each byte: <c>refs/heads/main</c>, <c>HEAD</c>, <c>worktrees/lab/HEAD</c>.</param>
/// <param name="Id">The object.</param>
internal sealed record RefEntry(string Name, GitObjectId Id);
