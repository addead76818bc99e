using DataJoint.Configuration;
using DataJoint.Stores.S3.Credentials;
using DataJoint.Stores.S3.Endpoints;

namespace DataJoint.Stores.S3;

/// <summary>Protocol <c>s3</c>: Amazon S3, MinIO, Ceph and others that speak it.</summary>
public sealed class S3Adapter : IStoreAdapter
{
    /// <inheritdoc/>
    public StoreProtocol Protocol { get; } = StoreCatalogue.FindProtocol("s3")!;

    /// <summary>
    /// Makes stores of protocol <c>s3</c> open in this program. With a package reference that happens by itself; with a project reference
    /// call it once. Further calls do nothing.
    /// </summary>
    public static void Register() => StoreAdapters.TryRegister(new S3Adapter());

    /// <inheritdoc/>
    public IReadOnlyList<StoreException> FindProblems(StoreSpec spec) => StoreAttributes.Collect(
        () => S3Endpoint.From(spec), () => S3Proxy.From(spec), () => S3Keys.From(spec), () => _ = StoreAttributes.ReadBucket(spec, "bucket"), () => _ = new S3Keyspace(spec));

    /// <inheritdoc/>
    public IObjectStore Open(StoreSource source) => new S3ObjectStore(source);
}
