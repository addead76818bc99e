namespace DataJoint.Stores.Files;

/// <summary>What the file system knows about a file. <c>FileId</c> is its inode, where there is one that can be had.</summary>
internal readonly record struct FileFacts(FolderEntryKind Kind, long Size, DateTimeOffset Modified, ulong? FileId)
{
    // Every write makes a new file, so the inode tells apart two versions of one size that the clock's steps do not.
    public string? ETag => FileId is { } id ? FormattableString.Invariant($"{id:x}-{Modified.UtcTicks:x}-{Size:x}") : null;

    public ObjectInfo ToInfo(string name) => new(name, Size, Modified, ETag);
}
