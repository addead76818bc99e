namespace DataJoint.Git.History;

/// <summary>An entry of an index.</summary>
/// <param name="Id">What it names.</param>
/// <param name="Path">Its path; empty in a split index for one that stands in place of another.</param>
/// <param name="IsContent">Whether it is a file or a link.</param>
internal readonly record struct IndexedFile(GitObjectId Id, byte[] Path, bool IsContent);
