using System.Net;
using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Endpoints;

/// <summary><c>proxy_server</c>: a host, optionally with scheme, port, user and password. The latter two are never part of its address.</summary>
internal static class S3Proxy
{
    public const string Attribute = "proxy_server";

    public static WebProxy? From(StoreSpec spec)
    {
        if (spec.GetText(Attribute)?.Trim() is not { Length: > 0 } written)
        {
            return null;
        }

        string full = written.Contains("://", StringComparison.Ordinal) ? written : "http://" + written;
        if (!Uri.TryCreate(full, UriKind.Absolute, out Uri? address) || address.Host.Length == 0 || address.Scheme is not ("http" or "https" or "socks5"))
        {
            throw StoreAttributes.CreateException(spec, Attribute, "it must be a host, optionally with a port, such as http://proxy.example.com:3128");
        }

        string server = address.GetComponents(UriComponents.Scheme | UriComponents.HostAndPort, UriFormat.UriEscaped);
        return new WebProxy(new Uri(server)) { Credentials = CredentialsIn(address) };
    }

    private static NetworkCredential? CredentialsIn(Uri address)
    {
        if (address.UserInfo.Length == 0)
        {
            return null;
        }

        int colon = address.UserInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new NetworkCredential(Uri.UnescapeDataString(address.UserInfo), "")
            : new NetworkCredential(Uri.UnescapeDataString(address.UserInfo[..colon]), Uri.UnescapeDataString(address.UserInfo[(colon + 1)..]));
    }
}
