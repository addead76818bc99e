using Amazon.S3.Model;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>An object that was stored with other bytes than were sent. Under its name it would pass for whole.</summary>
internal sealed class DamagedObject(S3Connection connection, S3Reader reader, string name, string key)
{
    /// <summary>Deletes it, unless somebody has replaced it meanwhile.</summary>
    /// <param name="tag">The tag that the write was given.</param>
    /// <returns>The write's fault, which says so when the object is still there.</returns>
    public async Task<StoreException> RemoveAsync(string tag)
    {
        using var timeout = new CancellationTokenSource(connection.CleanUpTimeout);
        try
        {
            if (await IsThereAsync(tag, timeout.Token).ConfigureAwait(false))
            {
                await DeleteAsync(tag, timeout.Token).ConfigureAwait(false);
            }

            return connection.Faults.Damaged(name);
        }
        catch (StoreException gone) when (gone.Code is StoreErrorCode.AlreadyExists or StoreErrorCode.NotFound)
        {
            return connection.Faults.Damaged(name);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            return connection.Faults.DamagedAndKept(name);
        }
    }

    // Many servers pass over a condition of a deletion, so it is looked for first. Who may not read has the condition alone.
    private async Task<bool> IsThereAsync(string tag, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } found && found.ETag?.Trim('"') == tag.Trim('"');
        }
        catch (StoreException refusal) when (refusal.Code == StoreErrorCode.AccessDenied)
        {
            return true;
        }
    }

    private async Task DeleteAsync(string tag, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest { BucketName = connection.Bucket, Key = key, IfMatch = tag };
        await connection.CallAsync("DeleteObject", name, client => client.DeleteObjectAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
