using System.Buffers;
using System.Globalization;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Stores.Gcs.Credentials;
using DataJoint.Stores.Gcs.Endpoints;
using DataJoint.Stores.Gcs.Faults;
using DataJoint.Stores.Gcs.Requests;
using DataJoint.Stores.Gcs.Transfers;

namespace DataJoint.Stores.Gcs;

/// <summary>Objects below a folder of a bucket of Google Cloud Storage: protocol <c>gcs</c>.</summary>
/// <remarks>
/// <para>
/// A small object is one request, a larger one a session of chunks; nothing half-written is ever visible. CRC-32C is verified both ways. The
/// mark of a version is Google's generation.
/// </para>
/// <para>
/// A session survives broken connections. With <see cref="WriteOptions.Resume"/>, and content that seeks, its address is kept in a file that is the
/// user's alone (<c>~/.local/state/datajoint/uploads</c>), so that an upload goes on after its process has ended; whatever it holds is compared with the
/// content as a whole.
/// </para>
/// </remarks>
public sealed class GcsObjectStore : IObjectStore, IFolderListing, IOmissionListing, IFolderMarkers, IStoreReporting
{
    private readonly HttpWire _wire = new();
    private readonly HostEnvironment _hostEnvironment;
    private readonly GcsIdentity _identity;
    private readonly GcsAddress _address;
    private readonly GcsFaults _faults;
    private readonly GcsCalls _calls;
    private readonly GcsNames _names;

    internal GcsObjectStore(StoreSource source, HostEnvironment hostEnvironment)
    {
        Name = source.Spec.Name;
        _address = GcsAddress.From(source.Spec);
        _names = new GcsNames(source.Spec);
        _hostEnvironment = hostEnvironment;
        _identity = new GcsIdentity(source, hostEnvironment, _address);
        _faults = new GcsFaults(source, _address, _wire);
        _calls = new GcsCalls(source, _identity, _wire, _faults);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Protocol => "gcs";

    /// <summary>How long a write that failed waits, at most, for Google to give its session up.</summary>
    internal TimeSpan CleanUpTimeout
    {
        init => _calls.CleanUpTimeout = value;
    }

    /// <summary>How many objects are asked for at a time.</summary>
    internal int PageSize { get; init; } = 1000;

    /// <summary>The longest pause before a request is made again.</summary>
    internal TimeSpan MaxRetryDelay
    {
        init => _calls.MaxRetryDelay = value;
    }

    /// <summary>The connections, for what this class leaves out: requests to Google's JSON API with <see cref="GetTokenAsync"/>.</summary>
    public HttpClient Client => _wire.Client;

    /// <summary>A token that is good for some minutes at least, for requests of one's own.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The text after <c>Authorization: Bearer</c>.</returns>
    /// <exception cref="StoreException">There is no identity, or it is refused.</exception>
    public ValueTask<Secret> GetTokenAsync(CancellationToken cancellationToken = default) => _identity.GetTokenAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        _names.CheckPrefix(prefix);
        return new GcsListing(_calls, _address, _names, _faults) { PageSize = PageSize }.ListAsync(prefix, null, cancellationToken);
    }

    /// <inheritdoc/>
    IAsyncEnumerable<ObjectInfo> IOmissionListing.ListAsync(string prefix, Action<StoreException> omitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(omitted);
        _names.CheckPrefix(prefix);
        return new GcsListing(_calls, _address, _names, _faults) { PageSize = PageSize }.ListAsync(prefix, omitted, cancellationToken);
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
        return new GcsListing(_calls, _address, _names, _faults) { PageSize = PageSize }.ListMarkersAsync(prefix, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteMarkerAsync(string folder, CancellationToken cancellationToken) =>
        await DeleteAsync(folder, _names.Check(folder) + "/", cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken = default)
    {
        Uri uri = _address.Object(_names.Check(name), "fields=" + GcsObject.Fields);
        try
        {
            using JsonDocument document = await _calls.ReadJsonAsync(
                new GcsRequest("storage.objects.get", name, () => new HttpRequestMessage(HttpMethod.Get, uri)), cancellationToken).ConfigureAwait(false);
            return GcsObject.Read(document.RootElement, name, withChecksum: true);
        }
        catch (StoreException nothing) when (nothing.Code == StoreErrorCode.NotFound)
        {
            return null;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw _faults.NoStorage(name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenReadAsync(string name, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        await new GcsReader(_calls, _address, _faults, name, _names.Check(name)).OpenAsync(ReadOptions.ForCall(options), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<WriteReceipt> WriteAsync(
        string name, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        string path = _names.Check(name);
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The content cannot be read.", nameof(content));
        }

        options = WriteOptions.ForCall(options);
        ResumeState? memory = options.Resume ? await RememberAsync(path, content, options, cancellationToken).ConfigureAwait(false) : null;
        var upload = new GcsUpload(_calls, _address, _faults, name, path);
        using var summed = new ChecksummedContent(content, options);
        ArraySegment<byte> first = await summed.ReadBlockAsync(GcsUpload.ChunkSize, cancellationToken).ConfigureAwait(false);
        if (first.Count == GcsUpload.ChunkSize)
        {
            ObjectInfo large = await upload.PutChunksAsync(summed, first, options, memory, cancellationToken).ConfigureAwait(false);
            return new WriteReceipt(large, summed.Asked);
        }

        try
        {
            return new WriteReceipt(await upload.PutAsync(first, summed.Crc, options, cancellationToken).ConfigureAwait(false), summed.Asked);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first.Array!);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        await DeleteAsync(name, _names.Check(name), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<ObjectInfo> CopyAsync(
        string source, string destination, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        string to = _names.Check(destination);
        options = WriteOptions.ForCall(options);
        ObjectInfo info = await StatAsync(source, cancellationToken).ConfigureAwait(false) ?? throw _faults.NotFound(source);
        if (source == destination)
        {
            return options.Overwrite ? info : throw _faults.AlreadyExists(destination);
        }

        ObjectInfo? copy = await new GcsCopy(_calls, _address).RunAsync((_names.PathOf(source), info), (destination, to), options, cancellationToken).ConfigureAwait(false);
        options.Progress?.Report(info.Size);
        return copy ?? throw _faults.NoStorage(destination);
    }

    /// <inheritdoc/>
    public async ValueTask<StoreReport> ReportAsync(CancellationToken cancellationToken = default)
    {
        await foreach (ListEntry _ in ListFolderAsync("", cancellationToken).ConfigureAwait(false))
        {
            break;
        }

        return new StoreReport(_address.Root.GetLeftPart(UriPartial.Authority), _identity.Name)
        {
            IsAmbient = _identity.IsAmbient,
            Tls = _wire.Tls,
            ClockSkew = _wire.Skew,
        };
    }

    /// <summary>Closes the connections.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _identity.Dispose();
        _wire.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What is kept of an upload that may be broken off; only of content that can be compared with what was sent.</summary>
    private async Task<ResumeState?> RememberAsync(string path, Stream content, WriteOptions options, CancellationToken cancellationToken)
    {
        if (!content.CanSeek || content.Length - content.Position < GcsUpload.ChunkSize || UploadFolder.Find(_hostEnvironment) is not { } folder)
        {
            return null;
        }

        // The session belongs to who began it.
        await _identity.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        long length = content.Length - content.Position;
        string[] upload = [_address.Root.AbsoluteUri, _address.Bucket, path, _identity.Name, length.ToString(CultureInfo.InvariantCulture), options.Overwrite ? ""
            : "if there is none"];
        return await ResumeState.OpenAsync(folder, upload, content, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: Google Cloud Storage bucket {_address.Bucket}";

    private async Task DeleteAsync(string name, string path, CancellationToken cancellationToken)
    {
        Uri uri = _address.Object(path, "");
        try
        {
            using HttpResponseMessage answer = await _calls.SendAsync(
                new GcsRequest("storage.objects.delete", name, () => new HttpRequestMessage(HttpMethod.Delete, uri)), cancellationToken).ConfigureAwait(false);
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

        return new GcsListing(_calls, _address, _names, _faults) { PageSize = PageSize }.ListFolderAsync(folder, omitted, cancellationToken);
    }
}
