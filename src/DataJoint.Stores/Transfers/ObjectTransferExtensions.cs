using DataJoint.Stores.Files;
using DataJoint.Stores.Transfers;

namespace DataJoint.Stores;

/// <summary>Transfers between stores and local files, on top of <see cref="IObjectStore"/>.</summary>
public static class ObjectTransferExtensions
{
    // From here on S3 reads the parts of a file by itself, and several at once.
    private const long Large = 4 << 20;

    /// <summary>Writes an object from a local file.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The file.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="options">How to write; by default <see cref="WriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives the write up.</param>
    /// <returns>What was written, with its checksum.</returns>
    /// <exception cref="StoreException">
    /// As for <see cref="IObjectStore.WriteAsync"/>; or the file changed while it was read (<see cref="StoreErrorCode.Changed"/>), in its length or
    /// its time. Then nothing is stored, save by a store that reads the parts of a large file by itself; the message says which.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static async ValueTask<WriteReceipt> UploadFileAsync(
        this IObjectStore store, string path, string name, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        options = WriteOptions.ForCall(options);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            return await UploadAsync(store, file, name, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Brings an object into a local file, in several parts at once.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="path">The file; missing folders are made. It shows under this name only when it is whole.</param>
    /// <param name="options">How; by default <see cref="DownloadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives the download up.</param>
    /// <returns>The object that the file is a copy of.</returns>
    /// <exception cref="StoreException">
    /// As for <see cref="IObjectStore.OpenReadAsync"/>; the object changed meanwhile (<see cref="StoreErrorCode.Changed"/>), or what arrived
    /// is not what the store has (<see cref="StoreErrorCode.ChecksumMismatch"/>).
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static async ValueTask<ObjectInfo> DownloadFileAsync(
        this IObjectStore store, string name, string path, DownloadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        options = DownloadOptions.ForCall(options);
        ObjectInfo info = await store.StatExistingAsync(name, cancellationToken).ConfigureAwait(false);
        await new FileDownload(store, info, path, options).RunAsync(cancellationToken).ConfigureAwait(false);
        return info;
    }

    /// <summary>Brings an object that a listing showed into a local file; for a small one that is a single request.</summary>
    /// <param name="store">The store.</param>
    /// <param name="info">The object, as a listing of the store gave it.</param>
    /// <param name="path">The file; missing folders are made. It shows under this name only when it is whole.</param>
    /// <param name="options">How; by default <see cref="DownloadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives the download up.</param>
    /// <returns>The download.</returns>
    /// <exception cref="StoreException">As for <see cref="DownloadFileAsync"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static async ValueTask DownloadVersionAsync(
        this IObjectStore store, ObjectInfo info, string path, DownloadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(info);
        options = DownloadOptions.ForCall(options);

        // Listings carry no checksums; for parts that come at once it is the one check of the whole.
        ObjectInfo known = info.Checksum is null && info.Size > options.PartSize
            ? await store.StatExistingAsync(info.Name, cancellationToken).ConfigureAwait(false)
            : info;
        await new FileDownload(store, known, path, options).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<WriteReceipt> UploadAsync(
        IObjectStore store, FileStream file, string name, WriteOptions options, CancellationToken cancellationToken)
    {
        if (!file.CanSeek)
        {
            return await store.WriteAsync(name, file, options, cancellationToken).ConfigureAwait(false);
        }

        var watched = new WatchedFile(file);
        Stream content = store is FileObjectStore || watched.Length <= Large ? new WatchedContent(file, watched, store.Name, name) : file;
        try
        {
            WriteReceipt receipt = await store.WriteAsync(name, content, options, cancellationToken).ConfigureAwait(false);
            return watched.FindChange() is not { } change ? receipt : throw Changed(
                FormattableString.Invariant($"{change}; what was read of it is stored ({receipt.Info.Size} bytes) and may be a mixture."));
        }
        catch (IOException exception) when (watched.FindChange() is not null)
        {
            throw Changed(watched.FindChange() + "; nothing was stored.", exception);
        }

        StoreException Changed(string reason, Exception? cause = null) => new(StoreErrorCode.Changed, store.Name, name, reason, cause);
    }

    internal static async ValueTask<ObjectInfo> StatExistingAsync(this IObjectStore store, string name, CancellationToken cancellationToken) =>
        await store.StatAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new StoreException(StoreErrorCode.NotFound, store.Name, name, "the object does not exist.");
}
