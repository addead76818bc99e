using System.Net.Sockets;

namespace DataJoint.Stores;

/// <summary>What goes wrong before anybody answers a request: name, connection, TLS, proxy. For stores.</summary>
public sealed class HttpFault
{
    private const string SystemProxy = "the proxy of this system (HTTP_PROXY, HTTPS_PROXY or its settings)";

    private readonly string _storeName;
    private readonly Uri _endpoint;
    private readonly HttpWire _wire;

    /// <summary>Prepares for the requests of one store.</summary>
    /// <param name="storeName">The store's name in the configuration.</param>
    /// <param name="endpoint">Where its requests go.</param>
    /// <param name="wire">The connections, for what was seen on them: answers, certificates, and by which proxy they go.</param>
    public HttpFault(string storeName, Uri endpoint, HttpWire wire)
    {
        ArgumentNullException.ThrowIfNull(storeName);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(wire);
        _storeName = storeName;
        _endpoint = endpoint;
        _wire = wire;
    }

    /// <summary>Host and scheme, for messages: no user, password or query.</summary>
    public string Address => _endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary>The proxy by which the endpoint is reached, fit to be shown; <see langword="null"/>: it is connected to directly.</summary>
    public string? Proxy => _wire.ProxyFor(_endpoint);

    /// <summary>Where the endpoint's scheme is set, for hints about TLS that is not offered, or demanded (default <c>endpoint</c>).</summary>
    public string SchemeSetting { get; init; } = "endpoint";

    /// <summary>The setting that turns TLS on and off; default <see langword="null"/>: the endpoint's scheme does.</summary>
    public string? SecureSetting { get; init; }

    /// <summary>The setting that names the proxy; default <see langword="null"/>: it is the system's.</summary>
    public string? ProxySetting { get; init; }

    /// <summary>Says what went wrong.</summary>
    /// <param name="exception">What the request threw.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    /// <returns>The store's fault.</returns>
    public StoreException Explain(HttpRequestException exception, string? objectName)
    {
        ArgumentNullException.ThrowIfNull(exception);
        SocketError? socket = SocketErrorIn(exception);
        if (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError && Proxy is { } proxy)
        {
            return ExplainProxy(socket, proxy, objectName);
        }

        return exception.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => ExplainTls(objectName),
            HttpRequestError.ProxyTunnelError => Create(StoreErrorCode.ProxyRefused, objectName, $"the proxy {Proxy ?? "of this system"} does not connect to {Address}."),
            HttpRequestError.InvalidResponse when IsSecure =>
                Create(StoreErrorCode.UnexpectedAnswer, objectName, $"what answers at {Address} does not speak HTTP."),
            HttpRequestError.InvalidResponse => Create(
                StoreErrorCode.TlsDemanded, objectName, $"{Address} does not answer in plain HTTP; it may speak TLS only.", TlsHint(turnedOn: true)),
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
        : IsSecure || _wire.HasAnswered
        ? Create(StoreErrorCode.Unavailable, objectName, $"the connection to {Address} broke off.")
        : Create(
            StoreErrorCode.Unavailable, objectName, $"{Address} ends the connection without an answer in plain HTTP; it may speak TLS only.",
            $"If it does, {char.ToLowerInvariant(TlsHint(turnedOn: true)[0])}{TlsHint(turnedOn: true)[1..]}");

    private bool IsSecure => _endpoint.Scheme == Uri.UriSchemeHttps;

    // With a proxy, it is all that is ever connected to directly.
    private StoreException ExplainProxy(SocketError? socket, string proxy, string? name)
    {
        string? setting = ProxySetting?.Split('.')[^1];
        string which = setting is null ? SystemProxy : $"the proxy ({setting})";
        string hint = setting is null ? $"Correct the proxy, or go past it: NO_PROXY={_endpoint.Host}" : $"Is {setting} right? Run: djc config explain {ProxySetting}";
        return socket switch
        {
            SocketError.ConnectionRefused => Create(StoreErrorCode.Unavailable, name, $"nothing listens at {proxy}, {which}.", hint),
            SocketError.HostNotFound or SocketError.NoData => Create(StoreErrorCode.UnknownHost, name, $"unknown host in {proxy}, {which}.", hint),
            _ => Create(StoreErrorCode.Unavailable, name, $"the connection to {proxy}, {which}, failed.", hint),
        };
    }

    private StoreException UnknownHost(string? name) => Create(StoreErrorCode.UnknownHost, name, $"unknown host '{_endpoint.Host}'.");

    // The wire has seen the certificate, if there was one.
    private StoreException ExplainTls(string? name) => _wire.CertificateFault is { } reason
        ? Create(StoreErrorCode.CertificateRejected, name, $"the certificate of {Address} is not accepted: {reason}")
        : Create(StoreErrorCode.TlsNotOffered, name, $"{Address} does not speak TLS.", TlsHint(turnedOn: false));

    private string TlsHint(bool turnedOn) => (SecureSetting, turnedOn) switch
    {
        (not null, _) => $"Run: djc config set {SecureSetting} {(turnedOn ? "true" : "false")}",
        (null, true) => $"Write {SchemeSetting} with https://.",
        (null, false) => $"Write {SchemeSetting} with http:// if that is meant.",
    };

    private StoreException Create(StoreErrorCode code, string? name, string reason, string? hint = null) =>
        new(code, _storeName, name, reason) { Hint = hint };

    private static SocketError? SocketErrorIn(Exception? exception) => exception switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        _ => SocketErrorIn(exception.InnerException),
    };
}
