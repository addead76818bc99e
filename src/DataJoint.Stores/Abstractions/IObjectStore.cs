namespace DataJoint.Stores;

/// <summary>
/// Objects by name: the one seam that the file store, S3, Azure Blob, Google Cloud Storage and third-party stores share.
/// </summary>
/// <remarks>
/// <para>Names follow <see cref="ObjectName"/>. They are used as given: no case folding, no Unicode normalisation.</para>
/// <para>
/// Stores that can do more say so: <see cref="IFolderListing"/>, <see cref="IStoreReporting"/>. The extension methods of
/// <see cref="ObjectStoreExtensions"/> and <see cref="ObjectTransferExtensions"/> work with every store.
/// </para>
/// <para>Every member is safe to call from any thread, also at once. Faults are thrown as <see cref="StoreException"/>.</para>
/// </remarks>
public interface IObjectStore : IAsyncDisposable
{
    /// <summary>The store's name in the configuration (<c>stores.&lt;name&gt;</c>).</summary>
    string Name { get; }

    /// <summary>The protocol that the store speaks, such as <c>file</c> or <c>s3</c>.</summary>
    string Protocol { get; }

    /// <summary>Streams the objects whose names begin with <paramref name="prefix"/>, those in sub-folders included.</summary>
    /// <param name="prefix">The text that names begin with (<c>raw/2024</c> matches <c>raw/2024-01/a</c>); empty for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The objects, in an order that is the store's own. An object written or deleted meanwhile may be in it or not.</returns>
    /// <exception cref="StoreException">The prefix could begin no object's name, or the store refuses or cannot be reached.</exception>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>Looks an object up.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>What the store knows about the object, or <see langword="null"/> when there is none of that name.</returns>
    /// <exception cref="StoreException">The name is refused, or the store refuses or cannot be reached.</exception>
    ValueTask<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="options">The part and the version to read; by default <see cref="ReadOptions.Default"/>. A <see cref="ByteRange"/> will do.</param>
    /// <param name="cancellationToken">Gives the call up; the stream's own calls take their own.</param>
    /// <returns>A stream that the caller disposes of. It reads one version of the object even while another is written.</returns>
    /// <exception cref="StoreException">
    /// The object does not exist (<see cref="StoreErrorCode.NotFound"/>) or not that version (<see cref="StoreErrorCode.Changed"/>), the
    /// name is refused, or the store refuses or cannot be reached. The stream throws it too.
    /// </exception>
    ValueTask<Stream> OpenReadAsync(string name, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes an object: afterwards it is there, whole and lasting, or nothing has changed.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="content">What to write, read from its current position to its end; it stays open.</param>
    /// <param name="options">How to write; by default <see cref="WriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives the write up; nothing of it is left.</param>
    /// <returns>What was written, with its checksum. Of two writes at once, the one that completes last stays.</returns>
    /// <exception cref="StoreException">
    /// The object exists and may not be replaced (<see cref="StoreErrorCode.AlreadyExists"/>), the name is refused, or the store
    /// refuses, is full or cannot be reached. What <paramref name="content"/> throws comes through as it is.
    /// </exception>
    ValueTask<WriteReceipt> WriteAsync(
        string name, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes an object. That there is none of that name is not a fault.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The deletion.</returns>
    /// <exception cref="StoreException">The name is refused, or the store refuses or cannot be reached.</exception>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Copies an object within the store, as atomically as <see cref="WriteAsync"/>.</summary>
    /// <param name="source">The object to copy.</param>
    /// <param name="destination">The name of the copy.</param>
    /// <param name="options">How to write the copy; by default <see cref="WriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives the copy up; nothing of it is left.</param>
    /// <returns>The copy as the store knows it.</returns>
    /// <exception cref="StoreException">As for <see cref="OpenReadAsync"/> and <see cref="WriteAsync"/>.</exception>
    ValueTask<ObjectInfo> CopyAsync(
        string source, string destination, WriteOptions? options = null, CancellationToken cancellationToken = default);
}
