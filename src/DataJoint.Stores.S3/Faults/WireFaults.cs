using System.Net.Sockets;

namespace DataJoint.Stores.S3;

/// <summary>What goes wrong before anybody answers: name, connection, TLS, proxy.</summary>
internal static class WireFaults
{
    public static StoreException Explain(HttpRequestException exception, S3Faults faults, string? name)
    {
        var endpoint = faults.Endpoint;
        if (faults.Wire.Proxy is { } proxy && exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            return ExplainProxy(exception, proxy, faults, name);
        }

        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => faults.Create(StoreErrorCode.UnknownHost, name, $"no host is called '{endpoint.Address.Host}'."),
            HttpRequestError.SecureConnectionError => ExplainTls(faults, name),
            HttpRequestError.ProxyTunnelError =>
                faults.Create(StoreErrorCode.ProxyRefused, name, $"the proxy {faults.Wire.Proxy?.Shown ?? "of this system"} does not connect to {endpoint}."),
            HttpRequestError.InvalidResponse when !endpoint.IsSecure => TlsDemanded(faults, name),
            HttpRequestError.InvalidResponse => faults.Create(StoreErrorCode.UnexpectedAnswer, name, $"what answers at {endpoint} does not speak HTTP."),
            HttpRequestError.ConnectionError when SocketErrorIn(exception) == SocketError.ConnectionRefused =>
                faults.Unavailable(name, $"nothing listens at {endpoint}."),
            _ => SocketErrorIn(exception) == SocketError.HostNotFound
                ? faults.Create(StoreErrorCode.UnknownHost, name, $"no host is called '{endpoint.Address.Host}'.")
                : faults.Unavailable(name, $"the connection to {endpoint} failed ({exception.HttpRequestError})."),
        };
    }

    // With a proxy, it is all that is ever connected to directly.
    private static StoreException ExplainProxy(HttpRequestException exception, S3Proxy proxy, S3Faults faults, string? name)
    {
        var hint = $"Is proxy_server right? Run: djc config explain stores.{faults.StoreName}.proxy_server";
        return SocketErrorIn(exception) switch
        {
            SocketError.ConnectionRefused => faults.Create(StoreErrorCode.Unavailable, name, $"nothing listens at {proxy.Shown}, the proxy (proxy_server).", hint),
            SocketError.HostNotFound => faults.Create(StoreErrorCode.UnknownHost, name, $"no host is called as in {proxy.Shown}, the proxy (proxy_server).", hint),
            _ => faults.Create(StoreErrorCode.Unavailable, name, $"the connection to {proxy.Shown}, the proxy (proxy_server), failed.", hint),
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
