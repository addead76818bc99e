using System.Text.Json;
using DataJoint.Stores.Gcs.Endpoints;

namespace DataJoint.Stores.Gcs.Requests;

/// <summary>
/// A write that was to replace nothing, and whose answer was lost: made again, it finds its own object and is refused. What is there then is
/// the own one when it has the write's token.
/// </summary>
internal sealed class LostResponse(GcsCalls calls, GcsAddress address, WriteToken? writeToken)
{
    private bool _isPossible;

    /// <summary>Notes a fault after which the request is made again.</summary>
    public void Note(StoreException fault) => _isPossible |= fault.Code == StoreErrorCode.Unavailable;

    /// <summary>Whether a refusal may be due to one's own write.</summary>
    public bool MayExplain(StoreException refusal) => writeToken is not null && _isPossible && refusal.Code == StoreErrorCode.AlreadyExists;

    /// <summary>Looks at what is there.</summary>
    /// <returns>The object, or <see langword="null"/> when it is another one, or may not be looked at.</returns>
    /// <exception cref="StoreException">The store cannot be reached, so that the outcome is unknown.</exception>
    public async Task<ObjectInfo?> FindOwnAsync(string name, string path, CancellationToken cancellationToken)
    {
        Uri uri = address.Object(path, $"fields={GcsObject.Fields},metadata");
        try
        {
            using JsonDocument document = await calls.ReadJsonAsync(
                new GcsRequest("storage.objects.get", name, () => new HttpRequestMessage(HttpMethod.Get, uri)), cancellationToken).ConfigureAwait(false);
            return writeToken!.IsIn(document.RootElement) ? GcsObject.Read(document.RootElement, name, withChecksum: true) : null;
        }
        catch (StoreException nothing) when (nothing.Code is StoreErrorCode.NotFound or StoreErrorCode.AccessDenied)
        {
            return null;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
