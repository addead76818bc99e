using System.Runtime.CompilerServices;
using DataJoint.Configuration;

namespace DataJoint.Stores.Tests;

/// <summary>Opens the door with the newest code before each request, and leaves the rest to a folder.</summary>
internal sealed class ShelfStore(StoreSource source, IObjectStore room) : IObjectStore
{
    private static readonly Secret Code = new("not-a-real-code");

    public string Name => source.Spec.Name;

    public string Protocol => "shelf";

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await OpenDoorAsync(cancellationToken);
        await foreach (ObjectInfo found in room.ListAsync(prefix, cancellationToken))
        {
            yield return found;
        }
    }

    public async ValueTask<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken = default)
    {
        await OpenDoorAsync(cancellationToken);
        return await room.StatAsync(name, cancellationToken);
    }

    public async ValueTask<Stream> OpenReadAsync(string name, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        await OpenDoorAsync(cancellationToken);
        return await room.OpenReadAsync(name, options, cancellationToken);
    }

    public async ValueTask<WriteReceipt> WriteAsync(string name, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        await OpenDoorAsync(cancellationToken);
        return await room.WriteAsync(name, content, options, cancellationToken);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        await OpenDoorAsync(cancellationToken);
        await room.DeleteAsync(name, cancellationToken);
    }

    public async ValueTask<ObjectInfo> CopyAsync(string source, string destination, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        await OpenDoorAsync(cancellationToken);
        return await room.CopyAsync(source, destination, options, cancellationToken);
    }

    public ValueTask DisposeAsync() => room.DisposeAsync();

    private async ValueTask OpenDoorAsync(CancellationToken cancellationToken)
    {
        for (bool isFirst = true; ; isFirst = false)
        {
            StoreSpec used = await source.ResolveAsync(cancellationToken);
            if (Code.Equals(used.GetSecret("door_code")))
            {
                return;
            }

            if (!isFirst || !source.TryRefresh(used))
            {
                throw new StoreException(StoreErrorCode.CredentialsRefused, Name, null, "the door does not open with this code.");
            }
        }
    }
}
