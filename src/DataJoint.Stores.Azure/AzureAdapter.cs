using Azure.Core;
using DataJoint.Configuration;
using DataJoint.Stores.Azure.Endpoints;
using DataJoint.Stores.Azure.Requests;

namespace DataJoint.Stores.Azure;

/// <summary>Protocol <c>azure</c>: containers of Azure Blob Storage.</summary>
public sealed class AzureAdapter : IStoreAdapter
{
    private readonly TokenCredential? _identity;

    /// <summary>Stores without keys in the configuration use the platform's identity: environment, workload, managed identity or Azure CLI.</summary>
    public AzureAdapter()
    {
    }

    /// <summary>Stores without keys in the configuration use an identity of the program's choice.</summary>
    /// <param name="identity">For instance Azure.Identity's <c>DefaultAzureCredential</c>.</param>
    public AzureAdapter(TokenCredential identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        _identity = identity;
    }

    /// <inheritdoc/>
    public StoreProtocol Protocol { get; } = StoreCatalogue.FindProtocol("azure")!;

    /// <summary>
    /// Makes stores of protocol <c>azure</c> open in this program. With a package reference that happens by itself; with a project reference
    /// call it once. Further calls do nothing.
    /// </summary>
    public static void Register() => StoreAdapters.TryRegister(new AzureAdapter());

    /// <inheritdoc/>
    public IReadOnlyList<StoreException> FindProblems(StoreSpec spec) => StoreAttributes.Collect(
        () => AzureClients.Check(spec, _identity), () => _ = new BlobNames(spec));

    /// <inheritdoc/>
    public IObjectStore Open(StoreSource source) => new AzureObjectStore(source, _identity);
}
