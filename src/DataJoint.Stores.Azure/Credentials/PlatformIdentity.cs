using Azure.Core;
using DataJoint.Identities.Azure;
using DataJoint.Identities.Azure.Faults;

namespace DataJoint.Stores.Azure.Credentials;

/// <summary>The identity of the platform, for a store: what goes wrong is told as the store's fault.</summary>
internal sealed class PlatformIdentity(string storeName, AzureIdentity identity) : TokenCredential, IDisposable
{
    /// <summary>Which source gave the newest token, for people; <see langword="null"/> before the first.</summary>
    public string? Source => identity.Source;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        GetTokenAsync(requestContext, cancellationToken).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return await identity.GetTokenAsync(requestContext, cancellationToken).ConfigureAwait(false);
        }
        catch (AzureIdentityException refused)
        {
            throw refused.Fault == AzureIdentityFault.Missing
                ? new StoreException(StoreErrorCode.NoCredentials, storeName, null, "the configuration has no account_key, sas_token or connection_string for it, and " + refused.Message)
                {
                    Hint = $"Run: djc secrets set stores.{storeName}.account_key",
                }
                : new StoreException(CodeOf(refused.Fault), storeName, null, refused.Message) { Hint = refused.Hint };
        }
    }

    public void Dispose() => identity.Dispose();

    private static StoreErrorCode CodeOf(AzureIdentityFault fault) => fault switch
    {
        AzureIdentityFault.Refused => StoreErrorCode.CredentialsRefused,
        AzureIdentityFault.Unavailable => StoreErrorCode.Unavailable,
        AzureIdentityFault.UnexpectedAnswer => StoreErrorCode.UnexpectedAnswer,
        _ => StoreErrorCode.NoCredentials,
    };
}
