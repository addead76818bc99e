using System.Buffers;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DataJoint.Stores.Azure.Endpoints;
using DataJoint.Stores.Azure.Faults;
using DataJoint.Stores.Azure.Requests;
using DataJoint.Stores.Azure.Transfers;

namespace DataJoint.Stores.Azure;

/// <summary>Objects as block blobs below a folder of a container: protocol <c>azure</c>.</summary>
/// <remarks>
/// <para>
/// A small object is one request, a larger one blocks that become an object together; nothing half-written is ever visible. Every block is
/// compared with its MD5 by the service, and the CRC-32C of the whole is kept in the blob's metadata (<c>datajoint_crc32c</c>).
/// </para>
/// <para>
/// Of a write that fails the service keeps the blocks for a week under no name; with <see cref="WriteOptions.Resume"/> the next one goes on
/// there. Azure knows only one set of unfinished blocks for a name: while two write one name in blocks, the one that completes first ends the
/// other (<see cref="StoreErrorCode.Unavailable"/>).
/// </para>
/// </remarks>
public sealed class AzureObjectStore : IObjectStore, IFolderListing, IOmissionListing, IFolderMarkers, IStoreReporting
{
    private readonly HttpWire _wire = new();
    private readonly AzureClients _clients;
    private readonly AzureFaults _faults;
    private readonly AzureCalls _calls;
    private readonly BlobNames _names;

    internal AzureObjectStore(StoreSource source, TokenCredential? identity, TimeSpan? maxRetryDelay = null)
    {
        Name = source.Spec.Name;
        _names = new BlobNames(source.Spec);
        _clients = new AzureClients(source, identity, _wire, maxRetryDelay ?? TimeSpan.FromSeconds(10));
        _faults = new AzureFaults(source, _clients.Address, _wire);
        _calls = new AzureCalls(source, _clients, _faults);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Protocol => "azure";

    /// <summary>How many blobs are asked for at a time.</summary>
    internal int PageSize { get; init; } = 5000;

    /// <summary>
    /// The SDK's own client of the container, with the newest credentials, for what this class leaves out. Names of blobs have the store's
    /// location before them.
    /// </summary>
    public BlobContainerClient Client => _clients.Current;

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        _names.CheckPrefix(prefix);
        return new BlobListing(_calls, _names, PageSize).ListAsync(prefix, null, cancellationToken);
    }

    /// <inheritdoc/>
    IAsyncEnumerable<ObjectInfo> IOmissionListing.ListAsync(string prefix, Action<StoreException> omitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(omitted);
        _names.CheckPrefix(prefix);
        return new BlobListing(_calls, _names, PageSize).ListAsync(prefix, omitted, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, CancellationToken cancellationToken) => ListLevel(folder, null, cancellationToken);

    /// <inheritdoc/>
    IAsyncEnumerable<ListEntry> IOmissionListing.ListFolderAsync(string folder, Action<StoreException> omitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(omitted);
        return ListLevel(folder, omitted, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListMarkersAsync(string prefix, CancellationToken cancellationToken)
    {
        _names.CheckPrefix(prefix);
        return new BlobListing(_calls, _names, PageSize).ListMarkersAsync(prefix, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteMarkerAsync(string folder, CancellationToken cancellationToken)
    {
        _names.Check(folder);
        await DeleteAsync(folder, folder + "/", cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken = default)
    {
        _names.Check(name);
        try
        {
            BlobProperties found = await _calls.RunAsync(
                "Get Blob Properties", name, client => client.GetBlobClient(_names.PathOf(name)).GetPropertiesAsync(null, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return new ObjectInfo(name, found.ContentLength, found.LastModified, BlobMark.From(found.ETag)) { Checksum = BlobMetadata.ChecksumIn(found.Metadata) };
        }
        catch (StoreException nothing) when (nothing.Code == StoreErrorCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenReadAsync(string name, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        _names.Check(name);
        return await new BlobReader(_calls, _faults, name, _names.PathOf(name)).OpenAsync(ReadOptions.ForCall(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<WriteReceipt> WriteAsync(
        string name, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        _names.Check(name);
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The content cannot be read.", nameof(content));
        }

        var target = new BlobTarget(name, _names.PathOf(name), WriteOptions.ForCall(options));
        using var summed = new ChecksummedContent(content, target.Options);
        int size = BlockUpload.SizeOf(0, summed.Length);
        ArraySegment<byte> first = await summed.ReadBlockAsync(size, cancellationToken).ConfigureAwait(false);
        BlobContentInfo written = first.Count < size
            ? await PutAsync(target, first, summed.Crc, cancellationToken).ConfigureAwait(false)
            : await PutBlocksAsync(target, summed, first, cancellationToken).ConfigureAwait(false);
        var info = new ObjectInfo(name, summed.Read, written.LastModified, BlobMark.From(written.ETag)) { Checksum = summed.Crc };
        return new WriteReceipt(info, summed.Asked);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        _names.Check(name);
        await DeleteAsync(name, name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo> CopyAsync(
        string source, string destination, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        _names.Check(destination);
        options = WriteOptions.ForCall(options);
        ObjectInfo info = await StatAsync(source, cancellationToken).ConfigureAwait(false) ?? throw _faults.NotFound(source);
        if (source == destination)
        {
            return options.Overwrite ? info : throw _faults.AlreadyExists(destination);
        }

        await new BlobCopy(_calls, _clients, _names).RunAsync(source, info, new BlobTarget(destination, _names.PathOf(destination), options), cancellationToken)
            .ConfigureAwait(false);
        options.Progress?.Report(info.Size);
        return await StatAsync(destination, cancellationToken).ConfigureAwait(false) ?? throw _faults.NotFound(destination);
    }

    /// <inheritdoc/>
    public async ValueTask<StoreReport> ReportAsync(CancellationToken cancellationToken = default)
    {
        await foreach (ListEntry _ in ListFolderAsync("", cancellationToken).ConfigureAwait(false))
        {
            break;
        }

        string address = _clients.Address.GetLeftPart(UriPartial.Authority);
        return new StoreReport(address, _clients.Describe()) { IsAmbient = _clients.IsAmbient, Tls = _wire.Tls, ClockSkew = _wire.Skew };
    }

    /// <summary>Closes the connections.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _clients.Dispose();
        _wire.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: Azure container at {_clients.Address.GetLeftPart(UriPartial.Path)}";

    private async Task<BlobContentInfo> PutAsync(BlobTarget target, ArraySegment<byte> whole, Checksum crc, CancellationToken cancellationToken)
    {
        try
        {
            BlobContentInfo written = await new OwnBlob(_calls, target).WriteAsync("Put Blob", async client =>
            {
                using var bytes = new MemoryStream(whole.Array!, whole.Offset, whole.Count, writable: false);
                var options = new BlobUploadOptions { Metadata = BlobMetadata.Create(crc, target.Token), Conditions = target.Conditions, TransferValidation = BlockUpload.Md5 };
                return await client.GetBlockBlobClient(target.Path).UploadAsync(bytes, options, cancellationToken).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
            target.Options.Progress?.Report(whole.Count);
            return written;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole.Array!);
        }
    }

    private async Task<BlobContentInfo> PutBlocksAsync(
        BlobTarget target, ChecksummedContent content, ArraySegment<byte> first, CancellationToken cancellationToken)
    {
        if (!target.Options.Overwrite && await this.ExistsAsync(target.Name, cancellationToken).ConfigureAwait(false))
        {
            // Sooner than after all the blocks; the condition of the last request decides.
            ArrayPool<byte>.Shared.Return(first.Array!);
            throw _faults.AlreadyExists(target.Name);
        }

        using var upload = new BlockUpload(_calls, target);
        await upload.SendAsync(content, first, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return await upload.CommitAsync(content.Crc, cancellationToken).ConfigureAwait(false);
    }

    private async Task DeleteAsync(string name, string path, CancellationToken cancellationToken)
    {
        try
        {
            await _calls.RunAsync(
                "Delete Blob",
                name,
                client => client.GetBlobClient(_names.PathOf(path)).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, null, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException nothing) when (nothing.Code == StoreErrorCode.NotFound)
        {
            // That is what was wanted.
        }
    }

    private IAsyncEnumerable<ListEntry> ListLevel(string folder, Action<StoreException>? omitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (folder.Length > 0)
        {
            _names.Check(folder);
        }

        return new BlobListing(_calls, _names, PageSize).ListFolderAsync(folder, omitted, cancellationToken);
    }
}
