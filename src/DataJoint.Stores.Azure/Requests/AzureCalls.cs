using Azure.Storage.Blobs;
using DataJoint.Configuration;
using DataJoint.Stores.Azure.Faults;

namespace DataJoint.Stores.Azure.Requests;

/// <summary>Makes requests with the newest credentials, and once more when the store refuses them and the configuration has others by now.</summary>
internal sealed class AzureCalls(StoreSource source, AzureClients clients, AzureFaults faults)
{
    public string StoreName => source.Spec.Name;

    /// <summary>Makes a request.</summary>
    /// <param name="operation">What it is, as Azure calls it.</param>
    /// <param name="name">The object, or <see langword="null"/>.</param>
    /// <param name="call">The request; it may be made twice.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="StoreException">The store refuses or cannot be reached.</exception>
    public async Task<T> RunAsync<T>(string operation, string? name, Func<BlobContainerClient, Task<T>> call, CancellationToken cancellationToken)
    {
        for (bool isFirst = true; ; isFirst = false)
        {
            StoreSpec used = await source.ResolveAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await call(clients.Find(used)).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && faults.Explain(exception, operation, name) is { } fault)
            {
                if (!isFirst || fault.Code is not (StoreErrorCode.CredentialsRefused or StoreErrorCode.AccessDenied) || !source.TryRefresh(used))
                {
                    throw fault;
                }
            }
        }
    }
}
