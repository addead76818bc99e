using DataJoint.Stores.Files;

namespace DataJoint.Stores.Tests;

/// <summary>A file store in a folder of its own, with a neighbour outside of it; either way of resolving names.</summary>
public abstract class FileStoreFixture(bool kernelResolves) : IDisposable
{
    private FileObjectStore? _store;

    protected TemporaryFolder Folder { get; } = new();

    protected string Location => Folder["store"];

    protected FileObjectStore Store => _store ??= Open(Location);

    protected bool ResolvedByKernel => kernelResolves && LinuxKernel.IsAvailable;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Folder.Dispose();

    protected FileObjectStore Open(string location) => new("main", location, ResolvedByKernel);

    protected string Plant(string path, string content = "planted")
    {
        string full = Folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    protected void Link(string path, string target)
    {
        string full = Folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        SymbolicLink.Make(full, target);
    }

    protected async Task<StoreException> ShouldFailAsync(StoreErrorCode code, Func<ValueTask> call)
    {
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await call());
        fault.Code.ShouldBe(code, fault.Message);
        fault.StoreName.ShouldBe("main");
        return fault;
    }

    protected async Task WriteAsync(string name, string content = "content") =>
        await Store.WriteAllBytesAsync(name, System.Text.Encoding.UTF8.GetBytes(content), null, Cancellation);

    protected async Task<string> ReadAsync(string name) =>
        System.Text.Encoding.UTF8.GetString(await Store.ReadAllBytesAsync(name, Cancellation));

    protected async Task<string[]> NamesAsync(string prefix = "") =>
        await Store.ListAsync(prefix, Cancellation).Select(found => found.Name).ToArrayAsync(Cancellation);
}
