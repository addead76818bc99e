using DataJoint.Stores.Transfers;

namespace DataJoint.Stores;

/// <summary>Copies objects from one store into another, or within one.</summary>
public sealed class StoreCopy
{
    // A writer holds an object, or its parts, in memory; all of them together take no more than this, however many and large they are.
    private const long InMemory = 48 << 20;

    private readonly IObjectStore _source;
    private readonly IObjectStore _destination;

    /// <summary>Copies between two stores.</summary>
    /// <param name="source">The store that has the objects.</param>
    /// <param name="destination">The store that gets the copies; it may be the same.</param>
    public StoreCopy(IObjectStore source, IObjectStore destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        _source = source;
        _destination = destination;
    }

    /// <summary>Copies one object.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="copyName">The name of the copy.</param>
    /// <param name="options">How to write the copy; by default <see cref="WriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives the copy up.</param>
    /// <returns>The copy as its store knows it.</returns>
    /// <exception cref="StoreException">As for <see cref="IObjectStore.OpenReadAsync"/> and <see cref="IObjectStore.WriteAsync"/>.</exception>
    public async ValueTask<ObjectInfo> CopyAsync(
        string name, string copyName, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = WriteOptions.ForCall(options);
        if (ReferenceEquals(_source, _destination))
        {
            return await _source.CopyAsync(name, copyName, options, cancellationToken).ConfigureAwait(false);
        }

        ObjectInfo info = await _source.StatExistingAsync(name, cancellationToken).ConfigureAwait(false);
        return (await CopyVersionAsync(info, copyName, options, cancellationToken).ConfigureAwait(false)).Info;
    }

    /// <summary>Copies one version of an object by way of this machine, with its length and checksum verified, also within one store.</summary>
    /// <param name="version">The version, as its store knows it.</param>
    /// <param name="copyName">The name of the copy.</param>
    /// <param name="options">How to write the copy; by default <see cref="WriteOptions.Default"/>. The length is that of the version.</param>
    /// <param name="cancellationToken">Gives the copy up.</param>
    /// <returns>What was stored.</returns>
    /// <exception cref="StoreException">
    /// As for <see cref="IObjectStore.OpenReadAsync"/> and <see cref="IObjectStore.WriteAsync"/>; the object is another version by now
    /// (<see cref="StoreErrorCode.Changed"/>).
    /// </exception>
    public async ValueTask<WriteReceipt> CopyVersionAsync(
        ObjectInfo version, string copyName, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        options = WriteOptions.ForCall(options).WithLength(version.Size);
        Stream content = await _source.OpenReadAsync(version.Name, new ReadOptions { ETag = version.ETag }, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            // What does not arrive whole ends the write before it shows.
            using var whole = new VerifiedStream(content, version, _source.Name);
            return await _destination.WriteAsync(copyName, whole, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Copies many objects, several at once; the first fault ends it.</summary>
    /// <param name="objects">The objects, such as a listing of the source.</param>
    /// <param name="rename">Gives the name of an object's copy.</param>
    /// <param name="options">How; by default <see cref="BulkOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives the rest up.</param>
    /// <returns>How much was copied.</returns>
    /// <exception cref="StoreException">As for <see cref="IObjectStore.OpenReadAsync"/> and <see cref="IObjectStore.WriteAsync"/>.</exception>
    public async Task<BulkProgress> CopyAllAsync(
        IAsyncEnumerable<ObjectInfo> objects, Func<ObjectInfo, string> rename, BulkOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(rename);
        options = BulkOptions.ForCall(options);
        var tally = new TransferTally(options.Progress);
        var memory = new ByteBudget(InMemory);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(objects, parallel, async (info, token) =>
        {
            long taken = await memory.TakeAsync(info.Size, token).ConfigureAwait(false);
            try
            {
                await CopyCountedAsync(info, rename(info), options.Write, tally, token).ConfigureAwait(false);
            }
            finally
            {
                memory.Return(taken);
            }
        }).ConfigureAwait(false);
        return tally.Finish();
    }

    private async ValueTask CopyCountedAsync(
        ObjectInfo info, string copyName, WriteOptions options, TransferTally tally, CancellationToken cancellationToken)
    {
        TransferTally.Share share = tally.Begin(info.Name);
        if (ReferenceEquals(_source, _destination))
        {
            await _source.CopyAsync(info.Name, copyName, options, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await CopyVersionAsync(info, copyName, options.WithProgress(share), cancellationToken).ConfigureAwait(false);
        }

        share.Complete(info.Size);
    }
}
