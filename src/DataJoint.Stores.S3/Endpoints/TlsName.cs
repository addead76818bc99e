using System.Security.Authentication;

namespace DataJoint.Stores.S3;

/// <summary>Versions of TLS as people write them.</summary>
internal static class TlsName
{
    public static string? Of(SslProtocols? version) => version switch
    {
        null or SslProtocols.None => null,
        SslProtocols.Tls12 => "TLS 1.2",
        SslProtocols.Tls13 => "TLS 1.3",
        var other => other.ToString(),
    };
}
