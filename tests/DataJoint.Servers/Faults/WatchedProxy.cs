using System.Net;

namespace DataJoint.Servers;

/// <summary>A proxy for one host, where nobody listens; all others, which tests that run beside need, are reached directly.</summary>
public sealed class WatchedProxy(string watched) : IWebProxy
{
    public bool WasAsked { get; private set; }

    public ICredentials? Credentials { get; set; }

    public Uri GetProxy(Uri destination)
    {
        WasAsked |= destination.Host == watched;
        return new Uri("http://127.0.0.1:1");
    }

    public bool IsBypassed(Uri host) => host.Host != watched;
}
