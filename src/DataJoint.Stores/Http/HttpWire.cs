using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DataJoint.Stores;

/// <summary>The HTTP connections of one store, and what can be seen on them: the version of TLS and the server's clock. For stores.</summary>
public sealed class HttpWire : IDisposable
{
    // Beyond what transfers have on their way at once.
    private const int MaxConnections = 128;

    private readonly IWebProxy? _proxy;
    private SslProtocols? _tls;

    /// <summary>Prepares connections; none is made yet.</summary>
    /// <param name="proxy">The proxy to use; by default the platform's.</param>
    /// <param name="observer">Sees every request and answer, those too that a client makes again by itself; by default nobody does.</param>
    public HttpWire(IWebProxy? proxy = null, DelegatingHandler? observer = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxConnectionsPerServer = MaxConnections,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),

            // So that a server whose name moves to another address is found there.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PlaintextStreamFilter = (context, _) =>
            {
                _tls = (context.PlaintextStream as SslStream)?.SslProtocol;
                return ValueTask.FromResult(context.PlaintextStream);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, chain, errors) =>
        {
            CertificateFault = errors == SslPolicyErrors.None ? null : Describe(errors, chain);
            return errors == SslPolicyErrors.None;
        };
        if (proxy is not null)
        {
            handler.Proxy = proxy;
        }

        _proxy = proxy;
        HttpMessageHandler reader = new AnswerReader(this, handler);
        if (observer is not null)
        {
            observer.InnerHandler = reader;
        }

        Client = new HttpClient(observer ?? reader) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Makes the requests. It has no limit of time of its own.</summary>
    public HttpClient Client { get; }

    /// <summary>The version of TLS of the newest connection, such as <c>TLS 1.3</c>; <see langword="null"/>: not encrypted, or not connected yet.</summary>
    public string? Tls => _tls switch
    {
        null or SslProtocols.None => null,
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        { } other => other.ToString(),
    };

    /// <summary>Why the newest certificate was refused, in words that end a sentence; <see langword="null"/>: it was not.</summary>
    public string? CertificateFault { get; private set; }

    /// <summary>Whether there has been any answer yet.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>By how much the server's clock was ahead of this machine's in its last answer; <see langword="null"/> when it did not tell.</summary>
    public TimeSpan? Skew { get; private set; }

    /// <summary>The proxy by which an address is reached, fit to be shown: without user and password.</summary>
    /// <param name="proxy">What decides about it, such as <see cref="HttpClient.DefaultProxy"/>.</param>
    /// <param name="address">The address.</param>
    /// <returns>Scheme, host and port; <see langword="null"/>: the address is connected to directly.</returns>
    public static string? ShowProxy(IWebProxy proxy, Uri address)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ArgumentNullException.ThrowIfNull(address);
        return proxy.IsBypassed(address) || proxy.GetProxy(address) is not { } found || found == address
            ? null
            : found.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
    }

    /// <summary>The proxy by which an address is reached, as <see cref="ShowProxy"/> gives it.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Scheme, host and port; <see langword="null"/>: the address is connected to directly.</returns>
    public string? ProxyFor(Uri address) => ShowProxy(_proxy ?? HttpClient.DefaultProxy, address);

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    private static string Describe(SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return "it is for another host.";
        }

        X509ChainStatusFlags status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        return status.HasFlag(X509ChainStatusFlags.NotTimeValid) ? "it has expired, or is not valid yet."
            : status.HasFlag(X509ChainStatusFlags.Revoked) ? "it has been revoked."
            : "it is not signed by an authority that this machine trusts.";
    }

    private sealed class AnswerReader(HttpWire wire, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            wire.HasAnswered = true;
            wire.Skew = response.Headers.Date is { } there ? there - TimeProvider.System.GetUtcNow() : wire.Skew;
            return response;
        }
    }
}
