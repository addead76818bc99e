using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataJoint.Stores.Azure.Requests;

namespace DataJoint.Stores.Azure.Transfers;

/// <summary>
/// The request that makes a blob. When its answer is lost it is made again, by the SDK or here, and on condition that there is no blob it is then
/// refused because of its own work. So a refusal counts only when what is there is somebody else's.
/// </summary>
internal sealed class OwnBlob(AzureCalls calls, BlobTarget target)
{
    /// <summary>Makes the request.</summary>
    /// <param name="operation">What it is, as Azure calls it.</param>
    /// <param name="call">The request; it may be made several times.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="StoreException">The store refuses or cannot be reached.</exception>
    public async Task<BlobContentInfo> WriteAsync(
        string operation, Func<BlobContainerClient, Task<Response<BlobContentInfo>>> call, CancellationToken cancellationToken)
    {
        try
        {
            return (await calls.RunAsync(operation, target.Name, call, cancellationToken).ConfigureAwait(false)).Value;
        }
        catch (StoreException refusal) when (MayExplain(refusal))
        {
            BlobProperties? own = await FindAsync(cancellationToken).ConfigureAwait(false);
            if (own is null)
            {
                throw;
            }

            return BlobsModelFactory.BlobContentInfo(own.ETag, own.LastModified, own.ContentHash, own.VersionId, null, null, own.BlobSequenceNumber);
        }
    }

    /// <summary>Whether a refusal may be due to one's own write.</summary>
    public bool MayExplain(StoreException refusal) => target.Token is not null && refusal.Code == StoreErrorCode.AlreadyExists;

    /// <summary>Looks at what is there.</summary>
    /// <returns>The blob, or <see langword="null"/> when it is another one, or may not be looked at.</returns>
    /// <exception cref="StoreException">The store cannot be reached, so that the outcome is unknown.</exception>
    public async Task<BlobProperties?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await calls.RunAsync(
                "Get Blob Properties", target.Name, client => client.GetBlobClient(target.Path).GetPropertiesAsync(null, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return target.Token!.IsIn(found.Metadata) ? found : null;
        }
        catch (StoreException nothing) when (nothing.Code is StoreErrorCode.NotFound or StoreErrorCode.AccessDenied)
        {
            return null;
        }
    }
}
