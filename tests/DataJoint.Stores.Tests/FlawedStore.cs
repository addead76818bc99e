namespace DataJoint.Stores.Tests;

/// <summary>A store that works but for what a test breaks in it.</summary>
internal sealed class FlawedStore(IObjectStore inner) : IObjectStore
{
    public string Name => inner.Name;

    public string Protocol => "flawed";

    public Func<byte[], byte[]>? OnRead { get; init; }

    public bool HidesObjects { get; init; }

    public bool KeepsObjects { get; init; }

    public Func<Exception>? OnList { get; init; }

    public Func<Exception>? AfterWrite { get; init; }

    public Action? BeforeRead { get; init; }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        OnList is not null ? throw OnList()
        : HidesObjects ? AsyncEnumerable.Empty<ObjectInfo>()
        : inner.ListAsync(prefix, cancellationToken);

    public ValueTask<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken = default) =>
        inner.StatAsync(name, cancellationToken);

    public async ValueTask<Stream> OpenReadAsync(string name, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        BeforeRead?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        byte[] content = await inner.ReadAllBytesAsync(name, cancellationToken);
        return new MemoryStream(OnRead?.Invoke(content) ?? content);
    }

    public async ValueTask<WriteReceipt> WriteAsync(
        string name, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        WriteReceipt receipt = await inner.WriteAsync(name, content, options, cancellationToken);
        return AfterWrite is null ? receipt : throw AfterWrite();
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        KeepsObjects ? ValueTask.CompletedTask : inner.DeleteAsync(name, cancellationToken);

    public ValueTask<ObjectInfo> CopyAsync(
        string source, string destination, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.CopyAsync(source, destination, options, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
