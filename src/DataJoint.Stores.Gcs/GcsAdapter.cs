using DataJoint.Configuration;
using DataJoint.Stores.Gcs.Credentials;
using DataJoint.Stores.Gcs.Endpoints;

namespace DataJoint.Stores.Gcs;

/// <summary>Protocol <c>gcs</c>: buckets of Google Cloud Storage, by its JSON API.</summary>
public sealed class GcsAdapter : IStoreAdapter
{
    /// <inheritdoc/>
    public StoreProtocol Protocol { get; } = StoreCatalogue.FindProtocol("gcs")!;

    /// <summary>
    /// Makes stores of protocol <c>gcs</c> open in this program. With a package reference that happens by itself; with a project reference
    /// call it once. Further calls do nothing.
    /// </summary>
    public static void Register() => StoreAdapters.TryRegister(new GcsAdapter());

    /// <inheritdoc/>
    public IReadOnlyList<StoreException> FindProblems(StoreSpec spec) =>
        StoreAttributes.Collect(() => GcsIdentity.Check(spec, GcsAddress.From(spec), HostEnvironment.Process), () => _ = new GcsNames(spec));

    /// <inheritdoc/>
    public IObjectStore Open(StoreSource source) => new GcsObjectStore(source, HostEnvironment.Process);
}
