namespace DataJoint.Stores;

/// <summary>What a store knows about an object without reading it.</summary>
public sealed class ObjectInfo
{
    /// <summary>Describes an object.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="size">Its length in bytes.</param>
    /// <param name="modified">When it was last written.</param>
    /// <param name="eTag">The store's mark of this version, or <see langword="null"/>.</param>
    public ObjectInfo(string name, long size, DateTimeOffset modified, string? eTag = null)
    {
        Name = name;
        Size = size;
        Modified = modified.ToUniversalTime();
        ETag = eTag;
    }

    /// <summary>The object's name.</summary>
    public string Name { get; }

    /// <summary>The object's length in bytes.</summary>
    public long Size { get; }

    /// <summary>When the object was last written, in UTC, by the store's clock.</summary>
    public DateTimeOffset Modified { get; }

    /// <summary>
    /// The store's opaque mark of this version: another mark, another version. <see langword="null"/> where the store has none.
    /// It is not a checksum.
    /// </summary>
    public string? ETag { get; }

    /// <summary>
    /// The checksum of all its bytes, where the store keeps one and was asked for this object alone; <see langword="null"/> in listings,
    /// and where there is none. <see cref="ObjectStoreExtensions.ComputeChecksumAsync"/> falls back to reading.
    /// </summary>
    public Checksum? Checksum { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Name} ({Size} bytes, {Modified:u})");
}
