namespace DataJoint.Git.Objects;

/// <summary>What a pack says of an object before its packed bytes.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Data">Where its packed bytes begin.</param>
/// <param name="Kind">What it is; none when it is a difference from another.</param>
/// <param name="Size">How many bytes are packed: of the content, or of the difference.</param>
/// <param name="BaseOffset">Where the other begins in the same pack; 0 when it is named.</param>
/// <param name="BaseId">Its name, when it is named.</param>
internal readonly record struct PackEntry(long Offset, long Data, GitObjectKind Kind, long Size, long BaseOffset, GitObjectId BaseId)
{
    public bool IsDelta => Kind == GitObjectKind.None;
}
