using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint;

/// <summary>Opens the object stores that one snapshot of a configuration describes, whatever the configuration becomes meanwhile.</summary>
public static class SnapshotStoreExtensions
{
    /// <summary>Makes a client of a store, as a snapshot says.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="name">The store's name; null for the one that <c>stores.default</c> names.</param>
    /// <returns>A client of one's own; dispose of it.</returns>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly; every problem of it is reported.</exception>
    /// <exception cref="StoreException">Nothing in this program speaks the store's protocol.</exception>
    public static IObjectStore OpenStore(this ConfigurationSnapshot snapshot, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return StoreAdapters.Open(name is null ? snapshot.Stores.Default : snapshot.Stores[name]);
    }
}
