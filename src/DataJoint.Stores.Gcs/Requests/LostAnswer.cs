namespace DataJoint.Stores.Gcs;

/// <summary>
/// A write that was to replace nothing, and whose answer was lost: made again, it finds its own object and is refused. What is there then is
/// the own one when it is the same.
/// </summary>
internal sealed class LostAnswer(GcsCalls calls, GcsAddress address)
{
    private bool _isPossible;

    /// <summary>Notes a fault after which the request is made again.</summary>
    public void Note(StoreException fault) => _isPossible |= fault.Code == StoreErrorCode.Unavailable;

    /// <summary>Whether a refusal may be due to one's own write.</summary>
    public bool MayExplain(StoreException refusal) => _isPossible && refusal.Code == StoreErrorCode.AlreadyExists;

    /// <summary>Looks at what is there.</summary>
    /// <returns>The object, or <see langword="null"/> when it is another one.</returns>
    /// <exception cref="StoreException">The store refuses or cannot be reached.</exception>
    public async Task<ObjectInfo?> FindOwnAsync((string Name, string Path) written, long size, Checksum? crc, CancellationToken cancellationToken)
    {
        var uri = address.Object(written.Path, "fields=" + GcsObject.Fields);
        using var document = await calls.ReadJsonAsync(
            new GcsRequest("storage.objects.get", written.Name, () => new HttpRequestMessage(HttpMethod.Get, uri)), cancellationToken).ConfigureAwait(false);
        try
        {
            var found = GcsObject.Read(document.RootElement, written.Name, withChecksum: true);
            return crc is not null && found.Size == size && crc.Equals(found.Checksum) ? found : null;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
