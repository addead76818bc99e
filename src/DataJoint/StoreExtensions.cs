using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint;

/// <summary>Opens the object stores that a configuration describes.</summary>
public static class StoreExtensions
{
    /// <summary>
    /// Makes a client of a store. It stays where the configuration says now, but takes its credentials from the newest snapshot for each
    /// request; when the store refuses them, files and environment are read again, as by <see cref="DataJointConfig.Reload"/>.
    /// </summary>
    /// <param name="config">The configuration.</param>
    /// <param name="name">The store's name; null for the one that <c>stores.default</c> names.</param>
    /// <returns>A client of one's own; dispose of it.</returns>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly; every problem of it is reported.</exception>
    /// <exception cref="StoreException">Nothing in this program speaks the store's protocol.</exception>
    public static IObjectStore OpenStore(this DataJointConfig config, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        StoreSpec spec = name is null ? config.Snapshot.Stores.Default : config.Snapshot.Stores[name];
        return StoreAdapters.Open(new StoreSource(() => config.Snapshot.Stores[spec.Name], () => TryReload(config)));
    }

    private static bool TryReload(DataJointConfig config)
    {
        try
        {
            config.Reload();
            return true;
        }
        catch (ConfigurationException)
        {
            // The former snapshot stays in force, and the store's refusal is what the caller hears of.
            return false;
        }
    }
}
