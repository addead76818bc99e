using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataJoint.Stores.Azure.Endpoints;
using DataJoint.Stores.Azure.Requests;

namespace DataJoint.Stores.Azure.Transfers;

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
            Metadata = await FindMetadataAsync(source, target, cancellationToken).ConfigureAwait(false),
        };
        string id = await StartAsync(source, target, options, cancellationToken).ConfigureAwait(false);
        await calls.RunAsync("Copy Blob", target.Name, client => FinishAsync(client.GetBlobClient(target.Path), id, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The metadata of the copy where it has its own token; else null, with which the service copies the source's.</summary>
    private async Task<IDictionary<string, string>?> FindMetadataAsync(string source, BlobTarget target, CancellationToken cancellationToken)
    {
        if (target.Token is null)
        {
            return null;
        }

        BlobProperties found = await calls.RunAsync(
            "Get Blob Properties", source, client => client.GetBlobClient(names.PathOf(source)).GetPropertiesAsync(null, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        target.Token.PutInto(found.Metadata);
        return found.Metadata;
    }

    private async Task<string> StartAsync(string source, BlobTarget target, BlobCopyFromUriOptions options, CancellationToken cancellationToken)
    {
        var own = new OwnBlob(calls, target);
        try
        {
            return (await calls.RunAsync("Copy Blob", target.Name, client =>
            {
                // A shared access signature is part of the address, and so is good for the source as well.
                Uri from = client.GetBlobClient(names.PathOf(source)).Uri;
                return client.GetBlobClient(target.Path).StartCopyFromUriAsync(clients.Sign(from), options, cancellationToken);
            }, cancellationToken).ConfigureAwait(false)).Id;
        }
        catch (StoreException refusal) when (own.MayExplain(refusal))
        {
            if (await own.FindAsync(cancellationToken).ConfigureAwait(false) is not { CopyId: { } id })
            {
                throw;
            }

            return id;
        }
    }

    private static async Task<bool> FinishAsync(BlobClient blob, string id, CancellationToken cancellationToken)
    {
        try
        {
            await new CopyFromUriOperation(id, blob).WaitForCompletionAsync(Pause, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            // An aborted copy leaves an empty blob.
            await blob.AbortCopyFromUriAsync(id, null, CancellationToken.None).ConfigureAwait(false);
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.None, null, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
