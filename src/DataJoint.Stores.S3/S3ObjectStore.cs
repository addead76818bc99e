using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Credentials;
using DataJoint.Stores.S3.Endpoints;
using DataJoint.Stores.S3.Requests;
using DataJoint.Stores.S3.Transfers;

namespace DataJoint.Stores.S3;

/// <summary>Objects in a bucket of an S3 server: protocol <c>s3</c>.</summary>
/// <remarks>
/// <para>
/// An object's key is <c>location</c>, <c>/</c> and its name. Larger ones are written in parts, several at once, and show only when all parts
/// are there; each part carries its CRC-32C, and so does the whole where the server keeps it.
/// </para>
/// <para>
/// That of several writers with <see cref="WriteOptions.Overwrite"/> off exactly one succeeds needs a server that honours
/// <c>If-None-Match</c> when an object is written, as Amazon's and MinIO's do. On others an object that is there is not replaced either, but two writers at the
/// very same time may both succeed.
/// </para>
/// </remarks>
public sealed class S3ObjectStore : IObjectStore, IFolderListing, IOmissionListing, IFolderMarkers, IStoreReporting, IWriteProbing
{
    private readonly S3Connection _connection;
    private readonly S3Keyspace _keys;
    private readonly S3Reader _reader;
    private readonly S3Writer _writer;
    private readonly S3Copier _copier;

    /// <summary>Makes the client of a store; nothing is sent yet.</summary>
    /// <param name="source">The store as the configuration describes it, and its newest credentials.</param>
    /// <exception cref="StoreException">
    /// Endpoint, proxy, location or keys are invalid (<see cref="StoreErrorCode.InvalidAttribute"/>).
    /// </exception>
    public S3ObjectStore(StoreSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Name = source.Spec.Name;
        _keys = new S3Keyspace(source.Spec);
        _ = S3Keys.From(source.Spec);
        _connection = new S3Connection(source);
        _reader = new S3Reader(_connection, _keys);
        _writer = new S3Writer(_connection, _keys, _reader);
        _copier = new S3Copier(_connection, _keys, _reader);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Protocol => "s3";

    /// <summary>How long a write that failed waits, at most, for the server to throw away what it has of it.</summary>
    internal TimeSpan CleanUpTimeout
    {
        init => _connection.CleanUpTimeout = value;
    }

    /// <summary>How many keys are asked for at a time.</summary>
    internal int PageSize { get; init; } = 1000;

    /// <summary>The longest pause before a call is made again.</summary>
    internal TimeSpan MaxRetryDelay
    {
        init => _connection.MaxRetryDelay = value;
    }

    /// <summary>The bucket.</summary>
    public string Bucket => _connection.Bucket;

    /// <summary>The SDK's own client, for what stores do not do: policies, tags, versions. It is disposed of with the store.</summary>
    /// <param name="cancellationToken">Gives up finding the bucket's region.</param>
    /// <returns>The client, with this store's endpoint, credentials and proxy.</returns>
    /// <exception cref="StoreException">Amazon had to be asked for the bucket's region, and did not answer.</exception>
    public ValueTask<IAmazonS3> GetClientAsync(CancellationToken cancellationToken = default) => _connection.GetClientAsync(cancellationToken);

    /// <summary>The key under which an object is in the bucket.</summary>
    /// <param name="name">The object's name.</param>
    /// <returns><c>location</c>, <c>/</c> and the name.</returns>
    /// <exception cref="StoreException">The name is refused.</exception>
    public string GetKey(string name)
    {
        _keys.Check(name);
        return _keys.KeyOf(name);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        ListKeysAsync(prefix, null, cancellationToken);

    /// <inheritdoc/>
    IAsyncEnumerable<ObjectInfo> IOmissionListing.ListAsync(string prefix, Action<StoreException> omitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(omitted);
        return ListKeysAsync(prefix, omitted, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ListLevelAsync(folder, null, cancellationToken);
    }

    /// <inheritdoc/>
    IAsyncEnumerable<ListEntry> IOmissionListing.ListFolderAsync(string folder, Action<StoreException> omitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(omitted);
        return ListLevelAsync(folder, omitted, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListMarkersAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectName.CheckPrefix(Name, prefix);
        await foreach (ListObjectsV2Response page in new S3Listing(_connection, _keys.KeyOf(prefix), null, PageSize).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (string folder in (page.S3Objects ?? []).Select(_keys.FindMarked).OfType<string>())
            {
                yield return folder;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DeleteMarkerAsync(string folder, CancellationToken cancellationToken)
    {
        _keys.Check(folder);
        await DeleteKeyAsync(folder, folder + "/", cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken = default)
    {
        _keys.Check(name);
        return await _reader.StatAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenReadAsync(
        string name, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        _keys.Check(name);
        return await _reader.OpenAsync(name, ReadOptions.ForCall(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<WriteReceipt> WriteAsync(
        string name, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        _keys.Check(name);
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The content cannot be read.", nameof(content));
        }

        return await _writer.WriteAsync(name, content, WriteOptions.ForCall(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        _keys.Check(name);
        await DeleteKeyAsync(name, name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo> CopyAsync(
        string source, string destination, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        _keys.Check(source);
        _keys.Check(destination);
        return await _copier.CopyAsync(source, destination, WriteOptions.ForCall(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StoreReport> ReportAsync(CancellationToken cancellationToken = default)
    {
        await _reader.InspectAsync("", cancellationToken).ConfigureAwait(false);
        return new StoreReport(_connection.Endpoint.ToString(), await _connection.Credentials.DescribeAsync().ConfigureAwait(false))
        {
            IsAmbient = _connection.Credentials.IsAmbient,
            Tls = _connection.Wire.Tls,
            Region = _connection.Endpoint.Region,
            ClockSkew = _connection.Wire.Skew,
            Proxy = _connection.Wire.ProxyFor(_connection.Endpoint.Address),
        };
    }

    /// <inheritdoc/>
    public string? DescribeLimits() => _connection.Limits.Describe();

    /// <inheritdoc/>
    /// <remarks>A part is sent for an upload that nobody has begun: the server looks at the right to write before it looks for the upload.</remarks>
    public async ValueTask<bool> MayWriteAsync(CancellationToken cancellationToken = default)
    {
        string name = $".datajoint-probe/{Guid.NewGuid():n}";
        UploadPartRequest request = new() { BucketName = Bucket, Key = _keys.KeyOf(name), UploadId = Guid.NewGuid().ToString("n"), PartNumber = 1, InputStream = Stream.Null };
        try
        {
            await _connection.CallAsync("UploadPart", name, client => client.UploadPartAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StoreException answer) when (answer.Code is StoreErrorCode.NotFound or StoreErrorCode.AccessDenied)
        {
            return answer.Code == StoreErrorCode.NotFound;
        }
    }

    /// <summary>Closes the connections.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: S3 store {_connection.Endpoint}/{Bucket}/{_keys.Location}";

    private async Task DeleteKeyAsync(string name, string path, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest { BucketName = Bucket, Key = _keys.KeyOf(path) };
        try
        {
            await _connection.CallAsync("DeleteObject", name, client => client.DeleteObjectAsync(request, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (StoreException exception) when (exception.Code == StoreErrorCode.NotFound)
        {
            // Gone already.
        }
    }

    private async IAsyncEnumerable<ListEntry> ListLevelAsync(
        string folder, Action<StoreException>? omitted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (folder.Length > 0)
        {
            _keys.Check(folder);
        }

        string prefix = _keys.KeyOf(folder.Length == 0 ? "" : folder + "/");
        await foreach (ListObjectsV2Response page in new S3Listing(_connection, prefix, "/", PageSize).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (ListEntry entry in _keys.ToEntries(page, omitted))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<ObjectInfo> ListKeysAsync(
        string prefix, Action<StoreException>? omitted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectName.CheckPrefix(Name, prefix);
        await foreach (ListObjectsV2Response page in new S3Listing(_connection, _keys.KeyOf(prefix), null, PageSize).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (S3Object found in page.S3Objects ?? [])
            {
                if (_keys.ToInfo(found) is { } info)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return info;
                }
                else if (_keys.FindOmission(found) is { } fault)
                {
                    omitted?.Invoke(fault);
                }
            }
        }
    }
}
