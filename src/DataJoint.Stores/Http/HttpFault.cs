using System.Net.Sockets;
using System.Security.Authentication;

namespace DataJoint.Stores;

/// <summary>What goes wrong before anybody answers a request: name, connection, TLS, proxy. For stores.</summary>
public sealed class HttpFault
{
    private readonly string _storeName;
    private readonly Uri _endpoint;

    /// <summary>Prepares for the requests of one store.</summary>
    /// <param name="storeName">The store's name in the configuration.</param>
    /// <param name="endpoint">Where its requests go.</param>
    public HttpFault(string storeName, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(storeName);
        ArgumentNullException.ThrowIfNull(endpoint);
        _storeName = storeName;
        _endpoint = endpoint;
    }

    /// <summary>Host and scheme, for messages: no user, password or query.</summary>
    public string Address => _endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary>What would mend TLS that is not offered, or demanded: how the endpoint's scheme is set.</summary>
    public string SchemeSetting { get; init; } = "endpoint";

    /// <summary>Says what went wrong.</summary>
    /// <param name="exception">What the request threw.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    /// <returns>The store's fault.</returns>
    public StoreException Explain(HttpRequestException exception, string? objectName)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var isSecure = _endpoint.Scheme == Uri.UriSchemeHttps;
        var socket = SocketErrorIn(exception);
        return exception.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => ExplainTls(exception, objectName),
            HttpRequestError.ProxyTunnelError => Create(StoreErrorCode.ProxyRefused, objectName, $"the proxy does not connect to {Address}."),
            HttpRequestError.InvalidResponse when isSecure =>
                Create(StoreErrorCode.UnexpectedAnswer, objectName, $"what answers at {Address} does not speak HTTP."),
            HttpRequestError.InvalidResponse => Create(
                StoreErrorCode.TlsDemanded, objectName, $"{Address} does not answer in plain HTTP; it may speak TLS only.", $"Write {SchemeSetting} with https://."),
            HttpRequestError.NameResolutionError => UnknownHost(objectName),
            _ when socket is SocketError.HostNotFound or SocketError.NoData => UnknownHost(objectName),
            _ when socket == SocketError.ConnectionRefused => Create(StoreErrorCode.Unavailable, objectName, $"nothing listens at {Address}."),
            _ => Create(StoreErrorCode.Unavailable, objectName, $"the connection to {Address} failed ({exception.HttpRequestError})."),
        };
    }

    /// <summary>The connection broke off, or nothing came in time.</summary>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    /// <param name="isLate">Whether nothing came in time.</param>
    /// <returns>The store's fault, a transient one.</returns>
    public StoreException Broken(string? objectName, bool isLate) => Create(
        StoreErrorCode.Unavailable, objectName, isLate ? $"{Address} did not answer in time." : $"the connection to {Address} broke off.");

    private StoreException UnknownHost(string? name) => Create(StoreErrorCode.UnknownHost, name, $"no host is called '{_endpoint.Host}'.");

    // The runtime tells a certificate that it refuses from an answer that is no TLS only in its words; the types are the same.
    private StoreException ExplainTls(HttpRequestException exception, string? name)
    {
        for (Exception? inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException && inner.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase))
            {
                return Create(StoreErrorCode.CertificateRejected, name, $"the certificate of {Address} is not accepted: {inner.Message.TrimEnd('.')}.");
            }
        }

        return Create(StoreErrorCode.TlsNotOffered, name, $"{Address} does not speak TLS.", $"Write {SchemeSetting} with http:// if that is meant.");
    }

    private StoreException Create(StoreErrorCode code, string? name, string reason, string? hint = null) =>
        new(code, _storeName, name, reason) { Hint = hint };

    private static SocketError? SocketErrorIn(Exception? exception) => exception switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        _ => SocketErrorIn(exception.InnerException),
    };
}
