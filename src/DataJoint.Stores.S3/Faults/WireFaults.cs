using System.Net.Sockets;

namespace DataJoint.Stores.S3;

/// <summary>What goes wrong before anybody answers: name, connection, TLS, proxy.</summary>
internal static class WireFaults
{
    public static StoreException Explain(HttpRequestException exception, S3Faults faults, string? name)
    {
        var endpoint = faults.Endpoint;
        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => faults.Create(StoreErrorCode.UnknownHost, name, $"no host is called '{endpoint.Address.Host}'."),
            HttpRequestError.SecureConnectionError => ExplainTls(faults, name),
            HttpRequestError.ProxyTunnelError => faults.Create(StoreErrorCode.ProxyRefused, name, $"the proxy does not connect to {endpoint}."),
            HttpRequestError.InvalidResponse when !endpoint.IsSecure => TlsDemanded(faults, name),
            HttpRequestError.InvalidResponse => faults.Create(StoreErrorCode.UnexpectedAnswer, name, $"what answers at {endpoint} does not speak HTTP."),
            HttpRequestError.ConnectionError when SocketErrorIn(exception) == SocketError.ConnectionRefused =>
                faults.Unavailable(name, $"nothing listens at {endpoint}."),
            _ => SocketErrorIn(exception) == SocketError.HostNotFound
                ? faults.Create(StoreErrorCode.UnknownHost, name, $"no host is called '{endpoint.Address.Host}'.")
                : faults.Unavailable(name, $"the connection to {endpoint} failed ({exception.HttpRequestError})."),
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
