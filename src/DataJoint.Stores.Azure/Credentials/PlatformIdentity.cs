using Azure.Core;
using DataJoint.Configuration;

namespace DataJoint.Stores.Azure.Credentials;

/// <summary>
/// The identity of the platform, in the order of Azure's own library: environment, workload, managed identity, Azure CLI. A source that is
/// set up and refuses is a fault; the next one is asked only when a source is not there at all.
/// </summary>
internal sealed class PlatformIdentity : TokenCredential, IDisposable
{
    private const string Scope = "/.default";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly string _storeName;
    private readonly HttpClient _client = Client(useProxy: true);

    // What gives a machine its identity answers on the machine itself; a proxy that answers in its place would be somebody else.
    private readonly HttpClient _direct = Client(useProxy: false);
    private readonly IIdentitySource[] _sources;
    private IIdentitySource? _found;

    public PlatformIdentity(string storeName, Func<string, string?>? variable = null, IIdentitySource? commandLine = null, TimeSpan? metadataTimeout = null)
    {
        variable ??= HostEnvironment.Process.FindVariable;
        _storeName = storeName;
        _sources =
        [
            new ApplicationIdentity(_client, variable, isWorkload: false),
            new ApplicationIdentity(_client, variable, isWorkload: true),
            new ManagedIdentity(_direct, variable) { Timeout = metadataTimeout ?? ManagedIdentity.DefaultTimeout },
            commandLine ?? new AzureCliIdentity(variable),
        ];
    }

    /// <summary>Which source gave the newest token, for people; <see langword="null"/> before the first.</summary>
    public string? Source => _found?.Name;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        GetTokenAsync(requestContext, cancellationToken).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        string resource = requestContext.Scopes[0].EndsWith(Scope, StringComparison.Ordinal) ? requestContext.Scopes[0][..^Scope.Length] : requestContext.Scopes[0];
        try
        {
            return await FindAsync(resource, cancellationToken).ConfigureAwait(false);
        }
        catch (IdentityException refused)
        {
            throw new StoreException(refused.Code, _storeName, null, refused.Message) { Hint = refused.Hint };
        }
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

    private async Task<AccessToken> FindAsync(string resource, CancellationToken cancellationToken)
    {
        foreach (IIdentitySource source in _found is { } known ? [known] : _sources)
        {
            if (await source.FindAsync(resource, cancellationToken).ConfigureAwait(false) is { } token)
            {
                _found = source;
                return token;
            }
        }

        _found = null;
        throw new IdentityException(
            StoreErrorCode.NoCredentials,
            "the configuration has no account_key, sas_token or connection_string for it, and neither environment, workload, managed identity nor Azure CLI offers an identity.",
            $"Run: djc secrets set stores.{_storeName}.account_key");
    }
}
