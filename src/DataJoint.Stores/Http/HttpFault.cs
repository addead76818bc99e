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

    /// <summary>The connections, for what was seen on them: whether there has been an answer, and by which proxy they go. Default: nothing is known.</summary>
    public HttpWire? Wire { get; init; }

    /// <summary>What the proxy is called that no store's configuration names.</summary>
    public const string SystemProxy = "the proxy of this system (HTTP_PROXY, HTTPS_PROXY or its settings)";

    /// <summary>What mends a proxy of the system that does not work.</summary>
    /// <param name="endpoint">What was to be reached by way of it.</param>
    /// <returns>The hint.</returns>
    public static string SystemProxyHint(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return $"Correct the proxy, or go past it: NO_PROXY={endpoint.Host}";
    }

    /// <summary>Says what went wrong.</summary>
    /// <param name="exception">What the request threw.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    /// <returns>The store's fault.</returns>
    public StoreException Explain(HttpRequestException exception, string? objectName)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var isSecure = _endpoint.Scheme == Uri.UriSchemeHttps;
        var socket = SocketErrorIn(exception);
        if (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError && Wire?.ProxyFor(_endpoint) is { } proxy)
        {
            return ExplainProxy(socket, proxy, objectName);
        }

        return exception.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => ExplainTls(exception, objectName),
            HttpRequestError.ProxyTunnelError => Create(StoreErrorCode.ProxyRefused, objectName, $"the proxy {Wire?.ProxyFor(_endpoint) ?? "of this system"} does not connect to {Address}."),
            HttpRequestError.InvalidResponse when isSecure =>
                Create(StoreErrorCode.UnexpectedAnswer, objectName, $"what answers at {Address} does not speak HTTP."),
            HttpRequestError.InvalidResponse => Create(
                StoreErrorCode.TlsDemanded, objectName, $"{Address} does not answer in plain HTTP; it may speak TLS only.", $"Write {SchemeSetting} with https://."),
            HttpRequestError.NameResolutionError => UnknownHost(objectName),
            HttpRequestError.ResponseEnded => Broken(objectName, isLate: false),
            _ when socket is SocketError.HostNotFound or SocketError.NoData => UnknownHost(objectName),
            _ when socket == SocketError.ConnectionRefused => Create(StoreErrorCode.Unavailable, objectName, $"nothing listens at {Address}."),
            _ when socket is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Broken(objectName, isLate: false),
            _ => Create(StoreErrorCode.Unavailable, objectName, $"the connection to {Address} failed ({exception.HttpRequestError})."),
        };
    }

    /// <summary>The connection broke off, or nothing came in time.</summary>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    /// <param name="isLate">Whether nothing came in time.</param>
    /// <returns>The store's fault, a transient one.</returns>
    /// <remarks>A port that speaks TLS only ends plain connections so, mostly without a word; before the first answer the fault says that too.</remarks>
    public StoreException Broken(string? objectName, bool isLate) => isLate
        ? Create(StoreErrorCode.Unavailable, objectName, $"{Address} did not answer in time.")
        : _endpoint.Scheme == Uri.UriSchemeHttps || Wire is not { HasAnswered: false }
        ? Create(StoreErrorCode.Unavailable, objectName, $"the connection to {Address} broke off.")
        : Create(
            StoreErrorCode.Unavailable, objectName, $"{Address} ends the connection without an answer in plain HTTP; it may speak TLS only.",
            $"If it does, write {SchemeSetting} with https://.");

    // With a proxy, it is all that is ever connected to directly.
    private StoreException ExplainProxy(SocketError? socket, string proxy, string? name) => Create(
        socket is SocketError.HostNotFound or SocketError.NoData ? StoreErrorCode.UnknownHost : StoreErrorCode.Unavailable,
        name,
        socket switch
        {
            SocketError.ConnectionRefused => $"nothing listens at {proxy}, {SystemProxy}.",
            SocketError.HostNotFound or SocketError.NoData => $"no host is called as in {proxy}, {SystemProxy}.",
            _ => $"the connection to {proxy}, {SystemProxy}, failed.",
        },
        SystemProxyHint(_endpoint));

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
