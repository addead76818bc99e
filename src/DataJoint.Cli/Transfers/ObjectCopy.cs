using DataJoint.Stores;

namespace DataJoint.Cli;

/// <summary>Copies one object: by the store itself where it is one, else through this machine with the checksum verified.</summary>
internal static class ObjectCopy
{
    internal static async Task<(ObjectInfo Copy, Checksum? Checksum)> RunAsync(
        StoreSession session, StorePlace source, StorePlace destination, TransferProgress progress)
    {
        IObjectStore from = session.Open(source);
        IObjectStore to = session.Open(destination);
        if (ReferenceEquals(from, to))
        {
            ObjectInfo copy = await from.CopyAsync(source.Path, destination.Path, session.WriteOptions(progress: null), session.Cancellation);
            return (copy, copy.Checksum);
        }

        ObjectInfo info = await from.StatAsync(source.Path, session.Cancellation)
            ?? throw new StoreException(StoreErrorCode.NotFound, source.Store, source.Path, "there is no such object.");
        progress.Total = info.Size;
        WriteReceipt receipt = await StreamAsync((from, source), (to, destination), info, session.WriteOptions(progress, info), session.Cancellation);
        return (receipt.Info, receipt.Checksum);
    }

    /// <summary>Streams one version of an object into another store.</summary>
    internal static async Task<WriteReceipt> StreamAsync(
        (IObjectStore Store, StorePlace Place) from,
        (IObjectStore Store, StorePlace Place) to,
        ObjectInfo info,
        WriteOptions options,
        CancellationToken cancellationToken)
    {
        await using Stream content = await from.Store.OpenReadAsync(from.Place.Path, new ReadOptions { ETag = info.ETag }, cancellationToken);
        await using VerifiedStream verified = new(content, info, from.Store.Name);
        return await to.Store.WriteAsync(to.Place.Path, verified, options, cancellationToken);
    }
}
