using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace DataJoint.Stores.Azure;

/// <summary>Copies a blob within its account: the service does it, and no byte passes through here.</summary>
internal sealed class BlobCopy(AzureCalls calls, AzureClients clients, BlobNames names)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(string source, ObjectInfo version, BlobTarget target, CancellationToken cancellationToken)
    {
        var options = new BlobCopyFromUriOptions
        {
            SourceConditions = new BlobRequestConditions { IfMatch = BlobMark.ToETag(version.ETag!) },
            DestinationConditions = target.Conditions,
        };
        var copy = await calls.RunAsync("Copy Blob", target.Name, client =>
        {
            // A shared access signature is part of the address, and so is good for the source as well.
            var from = client.GetBlobClient(names.PathOf(source)).Uri;
            return client.GetBlobClient(target.Path).StartCopyFromUriAsync(clients.Sign(from), options, cancellationToken);
        }, cancellationToken).ConfigureAwait(false);
        await calls.RunAsync("Copy Blob", target.Name, client => FinishAsync(client.GetBlobClient(target.Path), copy, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<bool> FinishAsync(BlobClient blob, CopyFromUriOperation copy, CancellationToken cancellationToken)
    {
        try
        {
            await copy.WaitForCompletionAsync(Pause, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            // An aborted copy leaves an empty blob.
            await blob.AbortCopyFromUriAsync(copy.Id, null, CancellationToken.None).ConfigureAwait(false);
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.None, null, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
