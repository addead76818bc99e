using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>A tree, and where it stands: the same one may lie on the way to a purged path and elsewhere.</summary>
/// <param name="Id">The tree.</param>
/// <param name="Node">Its directory on the way to purged paths; null elsewhere.</param>
/// <param name="IsLoose">Whether a ref or tag names the tree itself, so that its paths begin nowhere: there contents count.</param>
internal readonly record struct TreeKey(GitObjectId Id, PathNode? Node, bool IsLoose);
