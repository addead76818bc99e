using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;

namespace DataJoint.Stores.S3;

/// <summary>The HTTP connections of one store, and what can be seen on them: the version of TLS and the server's clock.</summary>
internal sealed class S3Wire : HttpClientFactory, IDisposable
{
    // Beyond what the SDK and our own transfers have on their way at once.
    private const int MostConnections = 128;
    private const string RegionHeader = "x-amz-bucket-region";

    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly AsyncLocal<StrongBox<int>?> _count = new();

    /// <param name="proxy">The proxy that is configured, or <see langword="null"/>.</param>
    /// <param name="system">In its place; by default what the variables or settings of the system name.</param>
    public S3Wire(S3Proxy? proxy, IWebProxy? system = null)
    {
        Proxy = proxy;
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxConnectionsPerServer = MostConnections,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),

            // So that a server whose name moves to another address is found there.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PlaintextStreamFilter = (context, _) =>
            {
                Tls = (context.PlaintextStream as SslStream)?.SslProtocol;
                return ValueTask.FromResult(context.PlaintextStream);
            },
        };
        _handler.SslOptions.RemoteCertificateValidationCallback = (_, _, chain, errors) =>
        {
            CertificateFault = errors == SslPolicyErrors.None ? null : Describe(errors, chain);
            return errors == SslPolicyErrors.None;
        };
        _handler.Proxy = proxy?.Server ?? system;

        _client = new HttpClient(new AnswerReader(this, _handler)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The proxy that is configured, or <see langword="null"/>.</summary>
    public S3Proxy? Proxy { get; }

    /// <summary>The version of TLS of the newest connection; <see langword="null"/> without.</summary>
    public SslProtocols? Tls { get; private set; }

    /// <summary>Why the newest certificate was refused, in words; <see langword="null"/>: it was not.</summary>
    public string? CertificateFault { get; private set; }

    /// <summary>Whether there has been any answer yet.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>The bucket's region, where an answer told it beside its body; <see langword="null"/>: none did.</summary>
    public string? BucketRegion { get; private set; }

    /// <summary>By how much the server's clock was ahead in its last answer.</summary>
    public TimeSpan? Skew { get; private set; }

    public HttpClient Client => _client;

    /// <summary>The proxy by which an address is reached, be it configured or the system's; <see langword="null"/>: none. Without user and password.</summary>
    public string? ProxyFor(Uri address) => Proxy?.Shown ?? HttpWire.ShowProxy(_handler.Proxy ?? HttpClient.DefaultProxy, address);

    /// <summary>Counts the caller's requests from here on, those too with which the SDK repeats one by itself.</summary>
    public StrongBox<int> CountRequests() => _count.Value = new StrongBox<int>();

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => _client.Dispose();

    private static string Describe(SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return "it is for another host.";
        }

        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        return status.HasFlag(X509ChainStatusFlags.NotTimeValid) ? "it has expired, or is not valid yet."
            : status.HasFlag(X509ChainStatusFlags.Revoked) ? "it has been revoked."
            : "it is signed by nobody whom this machine trusts.";
    }

    private sealed class AnswerReader(S3Wire wire, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (wire._count.Value is { } count)
            {
                Interlocked.Increment(ref count.Value);
            }

            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            wire.HasAnswered = true;
            wire.BucketRegion = response.Headers.TryGetValues(RegionHeader, out var regions) ? regions.First() : wire.BucketRegion;
            wire.Skew = response.Headers.Date is { } there ? there - TimeProvider.System.GetUtcNow() : wire.Skew;
            return response;
        }
    }
}
