namespace DataJoint.Stores.Tests;

/// <summary>The file store as it runs where no kernel resolves the names: Windows, macOS, older Linux.</summary>
public sealed class PortableFileStoreConformanceTests : ObjectLevelConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override ValueTask<IObjectStore> OpenEmptyStoreAsync() => new(new FileObjectStore("main", _folder["store"], kernelResolves: false));

    protected override ValueTask RemoveStoreAsync()
    {
        _folder.Everything().ShouldAllBe(name => !name.Contains(ObjectName.TemporaryPrefix, StringComparison.Ordinal));
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
