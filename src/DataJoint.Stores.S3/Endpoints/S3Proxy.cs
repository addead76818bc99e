using System.Net;
using DataJoint.Configuration;

namespace DataJoint.Stores.S3;

/// <summary><c>proxy_server</c>: a host, optionally with scheme, port, user and password. What is shown of it never includes the latter two.</summary>
internal sealed class S3Proxy
{
    private S3Proxy(WebProxy server, string shown)
    {
        Server = server;
        Shown = shown;
    }

    public IWebProxy Server { get; }

    public string Shown { get; }

    public static S3Proxy? Of(StoreSpec spec)
    {
        if (spec.GetText("proxy_server")?.Trim() is not { Length: > 0 } written)
        {
            return null;
        }

        var full = written.Contains("://", StringComparison.Ordinal) ? written : "http://" + written;
        if (!Uri.TryCreate(full, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.Scheme is not ("http" or "https" or "socks5"))
        {
            throw StoreAttributes.Refuse(spec, "proxy_server", "it must be a host, optionally with a port, such as http://proxy.example.com:3128");
        }

        var shown = address.GetComponents(UriComponents.Scheme | UriComponents.HostAndPort, UriFormat.UriEscaped);
        var server = new WebProxy(new Uri(shown)) { Credentials = CredentialsIn(address) };
        return new S3Proxy(server, shown);
    }

    private static NetworkCredential? CredentialsIn(Uri address)
    {
        if (address.UserInfo.Length == 0)
        {
            return null;
        }

        var colon = address.UserInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new NetworkCredential(Uri.UnescapeDataString(address.UserInfo), "")
            : new NetworkCredential(Uri.UnescapeDataString(address.UserInfo[..colon]), Uri.UnescapeDataString(address.UserInfo[(colon + 1)..]));
    }
}
