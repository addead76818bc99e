using System.Runtime.CompilerServices;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Operations.Tests;

/// <summary>Opens stores of protocol s3 that let in whom a <see cref="KeyRing"/> knows, and keep objects in a folder.</summary>
internal sealed class RingAdapter : IStoreAdapter
{
    public StoreProtocol Protocol { get; } = StoreCatalogue.FindProtocol("s3")!;

    public IObjectStore Open(StoreSource source) => new RingStore(source, new FileObjectStore(source.Spec.Name, source.Spec.Location));

    private sealed class RingStore(StoreSource source, FileObjectStore folder) : IObjectStore
    {
        public string Name => source.Spec.Name;

        public string Protocol => "s3";

        public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await EnterAsync(cancellationToken);
            await foreach (ObjectInfo found in folder.ListAsync(prefix, cancellationToken))
            {
                yield return found;
            }
        }

        public async ValueTask<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken = default)
        {
            await EnterAsync(cancellationToken);
            return await folder.StatAsync(name, cancellationToken);
        }

        public async ValueTask<Stream> OpenReadAsync(string name, ReadOptions? options = null, CancellationToken cancellationToken = default)
        {
            await EnterAsync(cancellationToken);
            return await folder.OpenReadAsync(name, options, cancellationToken);
        }

        public async ValueTask<WriteReceipt> WriteAsync(string name, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default)
        {
            await EnterAsync(cancellationToken);
            return await folder.WriteAsync(name, content, options, cancellationToken);
        }

        public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
        {
            await EnterAsync(cancellationToken);
            await folder.DeleteAsync(name, cancellationToken);
        }

        public ValueTask<ObjectInfo> CopyAsync(string source, string destination, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => folder.DisposeAsync();

        private async Task EnterAsync(CancellationToken cancellationToken)
        {
            StoreSpec spec = await source.ResolveAsync(cancellationToken);
            var ring = KeyRing.At(spec.GetText("endpoint")!);
            ring.OnRequest();
            if (ring.FindRefusal(spec.GetSecret("access_key")!.Reveal(), spec.GetSecret("secret_key")!.Reveal()) is { } refusal)
            {
                throw new StoreException(refusal, Name, null, "the ring does not know the key.");
            }
        }
    }
}
