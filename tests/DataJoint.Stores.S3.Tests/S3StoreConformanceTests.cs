using DataJoint.Servers;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.S3.Tests;

/// <summary>The whole suite on Ceph's gateway, a real S3 server that checks signatures.</summary>
public sealed class S3StoreConformanceTests : ObjectLevelConformance
{
    private TestBucket? _bucket;

    protected override int LongestName => ObjectName.MaxBytes - "lab/data/".Length;

    // What the gateway does not do with SQLite in place of a cluster (20.2: src/rgw/driver/dbstore). The suite runs on moto for these.
    protected override string? Lacks(ServerFeature feature) => feature switch
    {
        ServerFeature.Ranges => "Without a cluster, Ceph's gateway gives the wrong bytes unless a part begins at 512 KiB.",
        ServerFeature.Copies => "Without a cluster, Ceph's gateway copies nothing and says that it did.",
        ServerFeature.ConditionalWrites => "Without a cluster, Ceph's gateway does not look at If-None-Match.",
        ServerFeature.Parts => "Without a cluster, Ceph's gateway gives back other bytes than were written in parts.",
        ServerFeature.WholeVersions => "Without a cluster, Ceph's gateway mixes versions; the checksum finds it out, and reading fails.",
        _ => null,
    };

    protected override async ValueTask<IObjectStore> OpenEmptyStoreAsync()
    {
        _bucket = await TestBucket.MakeAsync(await CephGateway.SharedAsync());
        return _bucket.Settings().Open();
    }

    protected override async ValueTask RemoveStoreAsync()
    {
        if (_bucket is not null)
        {
            await _bucket.DisposeAsync();
        }
    }
}
