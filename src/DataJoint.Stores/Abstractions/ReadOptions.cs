namespace DataJoint.Stores;

/// <summary>What to read of an object.</summary>
public sealed class ReadOptions
{
    /// <summary>The options that apply when none are given, new ones each time: the whole object, whichever version there is.</summary>
    public static ReadOptions Default => new();

    /// <summary>The part to read; by default the whole. It is cut off at the end of the object.</summary>
    public ByteRange Range { get; set; }

    /// <summary>
    /// The version to read, as <see cref="ObjectInfo.ETag"/> gives it; another one is refused with <see cref="StoreErrorCode.Changed"/>.
    /// By default, <see langword="null"/>, any.
    /// </summary>
    public string? ETag { get; set; }

    /// <summary>Reads a part.</summary>
    /// <param name="range">The part.</param>
    public static implicit operator ReadOptions(ByteRange range) => FromByteRange(range);

    /// <summary>Reads a part.</summary>
    /// <param name="range">The part.</param>
    /// <returns>Options for that part of whichever version there is.</returns>
    public static ReadOptions FromByteRange(ByteRange range) => new() { Range = range };

    /// <summary>The options of one call, as they are when it begins: the caller may change its own for the next one meanwhile. For who writes a store.</summary>
    /// <param name="options">What the caller gave, or <see langword="null"/>.</param>
    /// <returns>A copy that nobody else has; of nothing, <see cref="Default"/>.</returns>
    public static ReadOptions ForCall(ReadOptions? options) => options is null ? Default : new() { Range = options.Range, ETag = options.ETag };
}
