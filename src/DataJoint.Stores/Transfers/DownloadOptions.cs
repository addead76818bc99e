namespace DataJoint.Stores;

/// <summary>How an object is brought into a local file.</summary>
public sealed class DownloadOptions
{
    /// <summary>The options that apply when none are given, new ones each time: an existing file is replaced.</summary>
    public static DownloadOptions Default => new();

    /// <summary>
    /// Whether an existing file is replaced (default <see langword="true"/>), else it is a fault (<see cref="StoreErrorCode.AlreadyExists"/>). A device,
    /// a pipe or a socket never is.
    /// </summary>
    public bool Overwrite { get; set; } = true;

    /// <summary>
    /// Whether an interrupted download to the same file goes on where it stopped, provided that the object is the same version (default
    /// <see langword="false"/>). A download that fails then leaves what it has in hidden files beside the target.
    /// </summary>
    public bool Resume { get; set; }

    /// <summary>Told how many bytes are there so far, from this download's beginning; never less than before (default nobody).</summary>
    public IProgress<long>? Progress { get; set; }

    /// <summary>How many parts are on their way at once (default 4).</summary>
    public int Parallelism { get; set; } = 4;

    /// <summary>
    /// How large a part is, in bytes (default 8 MiB). Smaller objects come in one. It is not what is held in memory, which is a small
    /// buffer for each part.
    /// </summary>
    public int PartSize { get; set; } = 8 << 20;

    /// <summary>The options of one call, as they are when it begins: the caller may change its own for the next one meanwhile.</summary>
    internal static DownloadOptions ForCall(DownloadOptions? options) => options is null ? Default : new()
    {
        Overwrite = options.Overwrite,
        Resume = options.Resume,
        Progress = options.Progress,
        Parallelism = options.Parallelism,
        PartSize = options.PartSize,
    };
}
