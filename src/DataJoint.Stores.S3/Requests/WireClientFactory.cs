using Amazon.Runtime;

namespace DataJoint.Stores.S3.Requests;

/// <summary>Has the SDK make its requests on the store's own connections.</summary>
internal sealed class WireClientFactory(HttpWire wire) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => wire.Client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
