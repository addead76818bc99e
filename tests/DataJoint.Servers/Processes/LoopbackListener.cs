using System.Net;
using System.Net.Sockets;

namespace DataJoint.Servers;

/// <summary>
/// Starts listeners for HTTP on free ports of loopback, for stand-ins that live in the test process. The kernel names the port, from the range of clients:
/// never one that <see cref="PortLease"/> keeps for a server that is just starting, or being restarted.
/// </summary>
public static class LoopbackListener
{
    private const int MaxAttempts = 100;

    /// <summary>Starts one. Close it once: after <c>Stop</c>, <c>Close</c> would listen on the port again for a moment.</summary>
    /// <returns>The listener, and where it listens: <c>http://127.0.0.1:PORT/</c>.</returns>
    public static (HttpListener Listener, Uri Address) Start()
    {
        for (int attempt = 1; ; attempt++)
        {
            var address = new Uri($"http://127.0.0.1:{FindPort()}/");
            var listener = new HttpListener { Prefixes = { address.ToString() } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < MaxAttempts)
            {
                // Somebody took the port in between.
            }
        }
    }

    private static int FindPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
