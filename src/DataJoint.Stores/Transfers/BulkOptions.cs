namespace DataJoint.Stores;

/// <summary>How many objects are copied at once.</summary>
public sealed class BulkOptions
{
    /// <summary>The options that apply when none are given, new ones each time.</summary>
    public static BulkOptions Default => new();

    /// <summary>How many objects are on their way at once at most (default 32). Large ones go alone, so that memory stays flat.</summary>
    public int Parallelism { get; set; } = 32;

    /// <summary>Told after each object, and on the way through large ones (default nobody).</summary>
    public IProgress<BulkProgress>? Progress { get; set; }

    /// <summary>How each object is written (default <see cref="WriteOptions.Default"/>); its own progress is not used.</summary>
    public WriteOptions Write { get; set; } = WriteOptions.Default;

    /// <summary>The options of one call, as they are when it begins: the caller may change its own for the next one meanwhile.</summary>
    internal static BulkOptions ForCall(BulkOptions? options) => options is null ? Default
        : new() { Parallelism = options.Parallelism, Progress = options.Progress, Write = WriteOptions.ForCall(options.Write) };
}
