namespace DataJoint.Stores.Tests;

/// <summary>The file store as this machine runs it (on Linux the kernel resolves the names).</summary>
public sealed class FileStoreConformanceTests : ObjectLevelConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override ValueTask<IObjectStore> OpenEmptyStoreAsync() => new(new FileObjectStore("main", _folder["store"]));

    protected override ValueTask RemoveStoreAsync()
    {
        _folder.Everything().ShouldAllBe(name => !name.Contains(ObjectName.TemporaryPrefix, StringComparison.Ordinal));
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
