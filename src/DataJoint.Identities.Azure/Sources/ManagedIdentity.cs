using Azure.Core;

namespace DataJoint.Identities.Azure.Sources;

/// <summary>The identity that Azure gives a machine or an app: App Service's endpoint, else the metadata service.</summary>
/// <remarks>See https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token.</remarks>
internal sealed class ManagedIdentity(HttpClient client, Func<string, string?> variable) : IIdentitySource
{
    private const int LargestAnswer = 64 << 10;
    private const string MetadataHost = "http://169.254.169.254";

    // Beyond Azure nothing answers at that address, and nobody should wait for it.
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long the metadata service may take to show that it is there.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    public string Name => "the managed identity of this machine";

    public async Task<AccessToken?> FindAsync(string resource, CancellationToken cancellationToken)
    {
        string query = "&resource=" + Uri.EscapeDataString(resource)
            + (variable("AZURE_CLIENT_ID") is { } identity ? "&client_id=" + Uri.EscapeDataString(identity) : "");
        if (variable("IDENTITY_ENDPOINT") is { } endpoint && variable("IDENTITY_HEADER") is { } header)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{endpoint}?api-version=2019-08-01{query}");
            request.Headers.TryAddWithoutValidation("X-IDENTITY-HEADER", header);
            return await new TokenEndpoint(client).AskAsync(request, Name, cancellationToken).ConfigureAwait(false);
        }

        string host = (variable("AZURE_POD_IDENTITY_AUTHORITY_HOST") ?? MetadataHost).TrimEnd('/');
        if (!await IsThereAsync(host, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        using var ask = new HttpRequestMessage(HttpMethod.Get, $"{host}/metadata/identity/oauth2/token?api-version=2018-02-01{query}");
        ask.Headers.Add("Metadata", "true");
        return await new TokenEndpoint(client).AskAsync(ask, Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Without the header the service refuses, in JSON and with an error, which shows that it is there; other clouds answer there too, otherwise.</summary>
    private async Task<bool> IsThereAsync(string host, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri($"{host}/metadata/identity/oauth2/token"), timeout.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, timeout.Token).ConfigureAwait(false);
            return TokenEndpoint.IsAnswer(await response.Content.ReadAsStringAsync(timeout.Token).ConfigureAwait(false));
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
