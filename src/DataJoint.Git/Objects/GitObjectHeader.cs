namespace DataJoint.Git;

/// <summary>What is known of an object before its content is read.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">How many bytes its content has.</param>
public readonly record struct GitObjectHeader(GitObjectId Id, GitObjectKind Kind, long Size);
