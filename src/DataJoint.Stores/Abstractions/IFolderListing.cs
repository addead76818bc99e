namespace DataJoint.Stores;

/// <summary>
/// A store that can list one level without going through everything below it. Callers use
/// <see cref="ObjectStoreExtensions.ListFolderAsync"/>, which works with every store.
/// </summary>
public interface IFolderListing
{
    /// <summary>Streams what is directly in a folder: its objects, and the folders in it.</summary>
    /// <param name="folder">The folder's name without a final <c>/</c>; empty for the top.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The entries, each folder once, in an order that is the store's own. A folder that is not there is empty.</returns>
    /// <exception cref="StoreException">The name is refused, or the store refuses or cannot be reached.</exception>
    IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, CancellationToken cancellationToken);
}
