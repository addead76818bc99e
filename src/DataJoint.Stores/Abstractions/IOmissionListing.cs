namespace DataJoint.Stores;

/// <summary>
/// A store that can tell what a listing leaves out: what others put there under names that no object can have, so that nobody could ask for it,
/// and in a file store what is not an object or cannot be read.
/// </summary>
public interface IOmissionListing
{
    /// <summary>Lists as <see cref="IObjectStore.ListAsync"/> does, and tells what is left out.</summary>
    /// <param name="prefix">The text that names begin with; empty for all.</param>
    /// <param name="omitted">
    /// Called, between two objects, for each name that is left out, with the reason; for a folder once, whatever is in it. It is <see cref="StoreErrorCode.InvalidName"/>; of a
    /// file store also a link that leads out (<see cref="StoreErrorCode.OutsideLocation"/>) or to nothing (<see cref="StoreErrorCode.NotFound"/>), a pipe,
    /// socket or device (<see cref="StoreErrorCode.NotAnObject"/>), and what may not be read (<see cref="StoreErrorCode.AccessDenied"/>).
    /// Not called for what is still being written, nor for an empty key that only marks a folder.
    /// </param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The objects, in an order that is the store's own.</returns>
    /// <exception cref="StoreException">The prefix could begin no object's name, or the store refuses or cannot be reached.</exception>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, Action<StoreException> omitted, CancellationToken cancellationToken);

    /// <summary>Lists one level as <see cref="IFolderListing.ListFolderAsync"/> does, and tells what is left out of it.</summary>
    /// <param name="folder">The folder's name without a final <c>/</c>; empty for the top.</param>
    /// <param name="omitted">As for <see cref="ListAsync"/>; of a folder whose name no object's could begin with, with a final <c>/</c>.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The entries, each folder once, in an order that is the store's own.</returns>
    /// <exception cref="StoreException">The name is refused, or the store refuses or cannot be reached.</exception>
    IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, Action<StoreException> omitted, CancellationToken cancellationToken);
}
