using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>Listings that also tell what they leave out, of the stores that know.</summary>
internal static class WholeListing
{
    /// <summary>The objects; <paramref name="omitted"/> is called for each name that no object can have.</summary>
    public static IAsyncEnumerable<ObjectInfo> From(IObjectStore store, string folder, Action<StoreException> omitted, CancellationToken cancellationToken) =>
        store is IOmissionListing telling ? telling.ListAsync(folder, omitted, cancellationToken) : store.ListAsync(folder, cancellationToken);

    /// <summary>What is directly in a folder; <paramref name="omitted"/> as above.</summary>
    public static IAsyncEnumerable<ListEntry> LevelFrom(IObjectStore store, string folder, Action<StoreException> omitted, CancellationToken cancellationToken) =>
        store is IOmissionListing telling ? telling.ListFolderAsync(folder, omitted, cancellationToken) : store.ListFolderAsync(folder, cancellationToken);
}
