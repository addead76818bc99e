using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Sources;

/// <summary>The service account that Google gives a machine, a container or a function.</summary>
/// <remarks>See https://cloud.google.com/compute/docs/access/authenticate-workloads.</remarks>
internal sealed class MetadataServer(TokenService service, string host) : ITokenSource
{
    public const string UsualHost = "metadata.google.internal";

    /// <summary>How long it may take to show that it is there: beyond Google nothing answers, and nobody should wait for it.</summary>
    public static TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    public string Name => "the service account of this machine (metadata server)";

    public Task<bool> IsThereAsync(CancellationToken cancellationToken) => service.IsMetadataServerAsync(new Uri($"http://{host}/"), Timeout, cancellationToken);

    public async Task<GoogleToken> AskAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}/computeMetadata/v1/instance/service-accounts/default/token");
        request.Headers.Add("Metadata-Flavor", "Google");
        return await service.AskMetadataAsync(request, Name, cancellationToken).ConfigureAwait(false);
    }
}
