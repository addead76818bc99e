using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint;

/// <summary>Opens the object stores that a configuration describes.</summary>
public static class StoreExtensions
{
    /// <summary>Makes a client of a store, as the newest snapshot says.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="name">The store's name; null for the one that <c>stores.default</c> names.</param>
    /// <returns>A client of one's own; dispose of it.</returns>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly; every problem of it is reported.</exception>
    /// <exception cref="StoreException">Nothing in this program speaks the store's protocol.</exception>
    public static IObjectStore OpenStore(this DataJointConfig config, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Snapshot.OpenStore(name);
    }
}
