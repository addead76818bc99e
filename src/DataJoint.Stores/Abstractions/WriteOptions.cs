namespace DataJoint.Stores;

/// <summary>How an object is written.</summary>
public sealed class WriteOptions
{
    /// <summary>The options that apply when none are given, new ones each time: an object of the same name is replaced.</summary>
    public static WriteOptions Default => new();

    /// <summary>
    /// Whether an object of the same name is replaced (default <see langword="true"/>). When <see langword="false"/>, the write
    /// fails with <see cref="StoreErrorCode.AlreadyExists"/> if there is one; of several such writers at once exactly one succeeds.
    /// </summary>
    public bool Overwrite { get; set; } = true;

    /// <summary>The checksum that the receipt carries (default <see cref="ChecksumKind.Crc32C"/>).</summary>
    public ChecksumKind Checksum { get; set; } = ChecksumKind.Crc32C;

    /// <summary>
    /// How many bytes the content has, where it cannot tell itself because it does not seek (default <see langword="null"/>, unknown).
    /// Stores that write in parts choose the parts by it; it is not enforced.
    /// </summary>
    public long? Length { get; set; }

    /// <summary>
    /// Told how many bytes the store has taken in so far, from this write's beginning; never less than before (default
    /// <see langword="null"/>, nobody).
    /// </summary>
    public IProgress<long>? Progress { get; set; }

    /// <summary>
    /// Whether an interrupted write of the same name goes on where it stopped (default <see langword="false"/>). What the store still
    /// holds of it is compared with the content by checksum and only the rest is sent; a write that fails leaves what it has sent, under
    /// no name, for the next. Nobody else may be writing that name so at the same time. Stores that keep no parts start again.
    /// </summary>
    public bool Resume { get; set; }

    /// <summary>The options of one call, as they are when it begins: the caller may change its own for the next one meanwhile. For who writes a store.</summary>
    /// <param name="options">What the caller gave, or <see langword="null"/>.</param>
    /// <returns>A copy that nobody else has; of nothing, <see cref="Default"/>.</returns>
    public static WriteOptions ForCall(WriteOptions? options) => options is null ? Default : options.Copy(options.Length, options.Progress);

    internal WriteOptions WithProgress(IProgress<long> progress) => Copy(Length, progress);

    internal WriteOptions WithLength(long length) => Copy(length, Progress);

    private WriteOptions Copy(long? length, IProgress<long>? progress) =>
        new() { Overwrite = Overwrite, Checksum = Checksum, Length = length, Progress = progress, Resume = Resume };
}
