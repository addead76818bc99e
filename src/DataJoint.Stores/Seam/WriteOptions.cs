namespace DataJoint.Stores;

/// <summary>How an object is written.</summary>
public sealed class WriteOptions
{
    /// <summary>The options that apply when none are given: an object of the same name is replaced.</summary>
    public static WriteOptions Default { get; } = new();

    /// <summary>
    /// Whether an object of the same name is replaced (default <see langword="true"/>). When <see langword="false"/>, the write
    /// fails with <see cref="StoreErrorCode.AlreadyExists"/> if there is one; of several such writers at once exactly one succeeds.
    /// </summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>The checksum that the receipt carries (default <see cref="ChecksumKind.Crc32C"/>).</summary>
    public ChecksumKind Checksum { get; init; } = ChecksumKind.Crc32C;
}
