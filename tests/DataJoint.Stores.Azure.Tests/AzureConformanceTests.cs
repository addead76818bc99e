using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>What every store must do, on Azurite.</summary>
public sealed class AzureConformanceTests : ObjectLevelConformance
{
    private AzureContainer _container = null!;

    [Theory]
    [InlineData("a\\b")]
    [InlineData("a/b\\")]
    public async Task A_backslash_is_refused_because_azure_takes_it_for_a_slash(string name)
    {
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => Store.StatAsync(name, Cancellation).AsTask());
        await ShouldFailAsync(StoreErrorCode.InvalidName, () => NamesAsync(name));
    }

    protected override int LongestName => ObjectName.MaxBytes - "project/data/".Length;

    protected override bool Refuses(string name) => name.Contains('\\', StringComparison.Ordinal);

    protected override async ValueTask<IObjectStore> OpenEmptyStoreAsync()
    {
        _container = await AzureContainer.CreateAsync();
        return _container.Open();
    }

    protected override async ValueTask RemoveStoreAsync() => await _container.Direct.DeleteAsync(null, Cancellation);
}
