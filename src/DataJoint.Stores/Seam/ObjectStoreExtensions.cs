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
        var content = await store.OpenReadAsync(name, null, cancellationToken).ConfigureAwait(false);
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
        var bytes = MemoryMarshal.TryGetArray(content, out var array) ? array : new ArraySegment<byte>(content.ToArray());
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        return await store.WriteAsync(name, stream, options, cancellationToken).ConfigureAwait(false);
    }
}
