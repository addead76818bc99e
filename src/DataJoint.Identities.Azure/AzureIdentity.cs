using Azure.Core;
using DataJoint.Identities.Azure.Faults;
using DataJoint.Identities.Azure.Sources;

namespace DataJoint.Identities.Azure;

/// <summary>
/// The identity of the platform, in the order of Azure's own library: environment, workload, managed identity, Azure CLI. A source that is
/// set up and refuses is a fault; the next one is asked only when a source is not there at all.
/// </summary>
internal sealed class AzureIdentity : TokenCredential, IDisposable
{
    private const string Scope = "/.default";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = Client(useProxy: true);

    // What gives a machine its identity answers on the machine itself; a proxy that answers in its place would be somebody else.
    private readonly HttpClient _direct = Client(useProxy: false);
    private readonly IIdentitySource[] _sources;
    private IIdentitySource? _found;

    /// <summary>Prepares; nothing is asked yet.</summary>
    /// <param name="variable">Environment variables.</param>
    /// <param name="commandLine">Another sign-in in place of the Azure CLI's; for tests.</param>
    /// <param name="metadataTimeout">How long the metadata service may take to show that it is there.</param>
    public AzureIdentity(Func<string, string?> variable, IIdentitySource? commandLine = null, TimeSpan? metadataTimeout = null) => _sources =
    [
        new ApplicationIdentity(_client, variable, isWorkload: false),
        new ApplicationIdentity(_client, variable, isWorkload: true),
        new ManagedIdentity(_direct, variable) { Timeout = metadataTimeout ?? ManagedIdentity.DefaultTimeout },
        commandLine ?? new AzureCliIdentity(variable),
    ];

    /// <summary>Which source gave the newest token, for people; <see langword="null"/> before the first.</summary>
    public string? Source => _found?.Name;

    /// <exception cref="AzureIdentityException">There is none to be had.</exception>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        GetTokenAsync(requestContext, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <exception cref="AzureIdentityException">There is none to be had.</exception>
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        string resource = requestContext.Scopes[0].EndsWith(Scope, StringComparison.Ordinal) ? requestContext.Scopes[0][..^Scope.Length] : requestContext.Scopes[0];
        foreach (IIdentitySource source in _found is { } known ? [known] : _sources)
        {
            if (await source.FindAsync(resource, cancellationToken).ConfigureAwait(false) is { } token)
            {
                _found = source;
                return token;
            }
        }

        _found = null;
        throw new AzureIdentityException(AzureIdentityFault.Missing, "neither environment, workload, managed identity nor Azure CLI offers an identity.");
    }

    public void Dispose()
    {
        _client.Dispose();
        _direct.Dispose();
    }

    private static HttpClient Client(bool useProxy) => new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseProxy = useProxy,
    })
    {
        Timeout = Timeout,
    };
}
