using System.Net.Sockets;

namespace DataJoint.Stores.S3;

/// <summary>What goes wrong before anybody answers: name, connection, TLS, proxy.</summary>
internal static class WireFaults
{
    public static StoreException Explain(HttpRequestException exception, S3Faults faults, string? name)
    {
        var endpoint = faults.Endpoint;
        if (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            && faults.Wire.ProxyFor(endpoint.Address) is { } proxy)
        {
            return ExplainProxy(exception, proxy, faults, name);
        }

        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => faults.Create(StoreErrorCode.UnknownHost, name, $"no host is called '{endpoint.Address.Host}'."),
            HttpRequestError.SecureConnectionError => ExplainTls(faults, name),
            HttpRequestError.ProxyTunnelError =>
                faults.Create(StoreErrorCode.ProxyRefused, name, $"the proxy {faults.Wire.ProxyFor(endpoint.Address) ?? "of this system"} does not connect to {endpoint}."),
            HttpRequestError.InvalidResponse when !endpoint.IsSecure => TlsDemanded(faults, name),
            HttpRequestError.InvalidResponse => faults.Create(StoreErrorCode.UnexpectedAnswer, name, $"what answers at {endpoint} does not speak HTTP."),
            HttpRequestError.ResponseEnded => Broken(faults, name),
            HttpRequestError.ConnectionError when SocketErrorIn(exception) == SocketError.ConnectionRefused =>
                faults.Unavailable(name, $"nothing listens at {endpoint}."),
            _ => SocketErrorIn(exception) switch
            {
                SocketError.HostNotFound => faults.Create(StoreErrorCode.UnknownHost, name, $"no host is called '{endpoint.Address.Host}'."),
                SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Broken(faults, name),
                _ => faults.Unavailable(name, $"the connection to {endpoint} failed ({exception.HttpRequestError})."),
            },
        };
    }

    /// <summary>The connection ended without an answer, or within it. A port that speaks TLS only ends plain ones so, mostly without a word.</summary>
    public static StoreException Broken(S3Faults faults, string? name) => faults.Endpoint.IsSecure || faults.Wire.HasAnswered
        ? faults.Unavailable(name, $"the connection to {faults.Endpoint} broke off.")
        : faults.Create(
            StoreErrorCode.Unavailable, name, $"{faults.Endpoint} ends the connection without an answer in plain HTTP; it may speak TLS only.",
            $"If it does, run: djc config set stores.{faults.StoreName}.secure true");

    // With a proxy, it is all that is ever connected to directly.
    private static StoreException ExplainProxy(HttpRequestException exception, string proxy, S3Faults faults, string? name)
    {
        var (what, hint) = faults.Wire.Proxy is not null
            ? ("the proxy (proxy_server)", $"Is proxy_server right? Run: djc config explain stores.{faults.StoreName}.proxy_server")
            : (HttpFault.SystemProxy, HttpFault.SystemProxyHint(faults.Endpoint.Address));
        return SocketErrorIn(exception) switch
        {
            SocketError.ConnectionRefused => faults.Create(StoreErrorCode.Unavailable, name, $"nothing listens at {proxy}, {what}.", hint),
            SocketError.HostNotFound => faults.Create(StoreErrorCode.UnknownHost, name, $"no host is called as in {proxy}, {what}.", hint),
            _ => faults.Create(StoreErrorCode.Unavailable, name, $"the connection to {proxy}, {what}, failed.", hint),
        };
    }

    private static StoreException TlsDemanded(S3Faults faults, string? name) => faults.Create(
        StoreErrorCode.TlsDemanded, name, $"{faults.Endpoint} does not answer in plain HTTP; it may speak TLS only.",
        $"Run: djc config set stores.{faults.StoreName}.secure true");

    private static StoreException ExplainTls(S3Faults faults, string? name) => faults.Wire.CertificateFault is { } reason
        ? faults.Create(StoreErrorCode.CertificateRejected, name, $"the certificate of {faults.Endpoint} is not accepted: {reason}")
        : faults.Create(
            StoreErrorCode.TlsNotOffered, name, $"{faults.Endpoint} does not speak TLS.", $"Run: djc config set stores.{faults.StoreName}.secure false");

    private static SocketError? SocketErrorIn(Exception? exception) => exception switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        _ => SocketErrorIn(exception.InnerException),
    };
}
