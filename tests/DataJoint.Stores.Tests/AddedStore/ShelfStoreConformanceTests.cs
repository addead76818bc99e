using DataJoint.Configuration;

namespace DataJoint.Stores.Tests;

/// <summary>What every store must do.</summary>
public sealed class ShelfStoreConformanceTests : ObjectLevelConformance
{
    private readonly TemporaryFolder _folder = new();

    public ShelfStoreConformanceTests() => ShelfAdapter.Register();

    protected override ValueTask<IObjectStore> OpenEmptyStoreAsync()
    {
        var config = DataJointConfig.Load(new ConfigurationOptions { StartDirectory = _folder.Path, HostEnvironment = new HostEnvironment(new Dictionary<string, string>()) });
        config["stores.main.protocol"] = "shelf";
        config["stores.main.location"] = _folder["shelves"];
        config["stores.main.room"] = 12;
        config["stores.main.door_code"] = "not-a-real-code";
        return new(StoreAdapters.Open(config.Stores["main"]));
    }

    protected override ValueTask RemoveStoreAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
