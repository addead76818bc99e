using DataJoint.Servers;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.S3.Tests;

/// <summary>The whole suite on moto, an imitation that knows what Ceph's gateway lacks without a cluster.</summary>
public sealed class MotoStoreConformanceTests : ObjectLevelConformance
{
    private TestBucket? _bucket;

    protected override int LongestName => ObjectName.MaxBytes - "lab/data/".Length;

    protected override async ValueTask<IObjectStore> OpenEmptyStoreAsync()
    {
        _bucket = await TestBucket.MakeAsync(await MotoServer.SharedAsync());
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
