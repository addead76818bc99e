using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>What every store must do, against a stand-in for Google's JSON API.</summary>
public sealed class GcsStandInConformanceTests : ObjectLevelConformance
{
    private GcsStandInStore _environment = null!;

    protected override int LongestName => ObjectName.MaxBytes - "project/data/".Length;

    protected override ValueTask<IObjectStore> OpenEmptyStoreAsync()
    {
        _environment = new GcsStandInStore();
        return new(_environment.Open());
    }

    protected override ValueTask RemoveStoreAsync() => _environment.DisposeAsync();
}
