using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataJoint.Stores;

/// <summary>Everyday calls on top of <see cref="IObjectStore"/>.</summary>
public static class ObjectStoreExtensions
{
    /// <summary>Whether there is an object of this name.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns><see langword="true"/> when there is.</returns>
    /// <exception cref="StoreException">As for <see cref="IObjectStore.StatAsync"/>.</exception>
    public static async ValueTask<bool> ExistsAsync(
        this IObjectStore store, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.StatAsync(name, cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <summary>Reads a whole object into memory.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The object's bytes.</returns>
    /// <exception cref="StoreException">As for <see cref="IObjectStore.OpenReadAsync"/>.</exception>
    public static async ValueTask<byte[]> ReadAllBytesAsync(
        this IObjectStore store, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Stream content = await store.OpenReadAsync(name, null, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes.ToArray();
        }
    }

    /// <summary>Writes an object from memory.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="content">The object's bytes.</param>
    /// <param name="options">How to write; by default <see cref="WriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives the write up; nothing of it is left.</param>
    /// <returns>What was written, with its checksum.</returns>
    /// <exception cref="StoreException">As for <see cref="IObjectStore.WriteAsync"/>.</exception>
    public static async ValueTask<WriteReceipt> WriteAllBytesAsync(
        this IObjectStore store,
        string name,
        ReadOnlyMemory<byte> content,
        WriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArraySegment<byte> bytes = MemoryMarshal.TryGetArray(content, out ArraySegment<byte> array) ? array : new ArraySegment<byte>(content.ToArray());
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        return await store.WriteAsync(name, stream, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Streams what is directly in a folder: its objects, and the folders in it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="folder">The folder's name without a final <c>/</c>; empty for the top.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>
    /// The entries, each folder once, in an order that is the store's own. A folder that is not there is empty. A store that does not
    /// implement <see cref="IFolderListing"/> is gone through with everything below the folder.
    /// </returns>
    /// <exception cref="StoreException">As for <see cref="IObjectStore.ListAsync"/>.</exception>
    public static IAsyncEnumerable<ListEntry> ListFolderAsync(
        this IObjectStore store, string folder = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(folder);
        return store is IFolderListing listing
            ? listing.ListFolderAsync(folder, cancellationToken)
            : GroupAsync(store, folder.Length == 0 ? "" : folder + "/", cancellationToken);
    }

    /// <summary>The checksum of an object: the store's own where it keeps one of that kind, else computed by reading the object.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="kind">How to compute it.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The checksum.</returns>
    /// <exception cref="StoreException">As for <see cref="IObjectStore.OpenReadAsync"/>.</exception>
    public static async ValueTask<Checksum> ComputeChecksumAsync(
        this IObjectStore store, string name, ChecksumKind kind = ChecksumKind.Crc32C, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ObjectInfo? info = await store.StatAsync(name, cancellationToken).ConfigureAwait(false);
        return info?.Checksum is { } kept && kept.Kind == kind
            ? kept
            : await ReadChecksumAsync(store, name, kind, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Checksum> ReadChecksumAsync(
        IObjectStore store, string name, ChecksumKind kind, CancellationToken cancellationToken)
    {
        const int block = 128 * 1024;
        using var sum = new ChecksumBuilder(kind);
        Stream content = await store.OpenReadAsync(name, null, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            byte[] buffer = new byte[block];
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                sum.Append(buffer.AsSpan(0, count));
            }
        }

        return sum.Finish();
    }

    private static async IAsyncEnumerable<ListEntry> GroupAsync(
        IObjectStore store, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        await foreach (ObjectInfo found in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            int slash = found.Name.IndexOf('/', prefix.Length);
            if (slash < 0)
            {
                yield return new ListEntry(found);
            }
            else if (folders.Add(found.Name[..slash]))
            {
                yield return new ListEntry(found.Name[..slash]);
            }
        }
    }
}
