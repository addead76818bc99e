using Azure.Core;
using DataJoint.Configuration;
using DataJoint.Identities.Azure.Faults;

namespace DataJoint.Identities.Azure.Sources;

/// <summary>A registered application, by the secret in the environment or by the token that a cluster gives its workloads.</summary>
/// <remarks>See https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.</remarks>
internal sealed class ApplicationIdentity(HttpClient client, Func<string, string?> variable, bool isWorkload) : IIdentitySource
{
    private const int LargestToken = 1 << 20;
    private const string UsualAuthority = "https://login.microsoftonline.com";

    public string Name => isWorkload
        ? "the workload identity in AZURE_FEDERATED_TOKEN_FILE"
        : "the application in AZURE_CLIENT_ID and AZURE_CLIENT_SECRET";

    public async Task<AccessToken?> FindAsync(string resource, CancellationToken cancellationToken)
    {
        if (variable("AZURE_CLIENT_ID") is not { } application || variable("AZURE_TENANT_ID") is not { } tenant)
        {
            return null;
        }

        KeyValuePair<string, string>[]? proof = isWorkload ? WorkloadProof() : SecretProof();
        if (proof is null)
        {
            return null;
        }

        string authority = (variable("AZURE_AUTHORITY_HOST") ?? UsualAuthority).TrimEnd('/');
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{authority}/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(
                [new("client_id", application), new("scope", resource + "/.default"), new("grant_type", "client_credentials"), .. proof]),
        };
        return await new TokenEndpoint(client).AskAsync(request, Name, cancellationToken).ConfigureAwait(false);
    }

    private KeyValuePair<string, string>[]? SecretProof()
    {
        if (variable("AZURE_CLIENT_SECRET") is { } secret)
        {
            return [new("client_secret", secret)];
        }

        return variable("AZURE_CLIENT_CERTIFICATE_PATH") is null ? null : throw new AzureIdentityException(
            AzureIdentityFault.Unusable, "AZURE_CLIENT_CERTIFICATE_PATH is set, and certificates are not supported here.",
            "Set AZURE_CLIENT_SECRET.");
    }

    private KeyValuePair<string, string>[]? WorkloadProof()
    {
        if (variable("AZURE_FEDERATED_TOKEN_FILE") is not { } file)
        {
            return null;
        }

        try
        {
            string token = NamedFile.ReadText(file, LargestToken).Trim();
            return [new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), new("client_assertion", token)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AzureIdentityException(AzureIdentityFault.Unusable, $"the file that AZURE_FEDERATED_TOKEN_FILE names cannot be read: {exception.Message}.");
        }
    }
}
