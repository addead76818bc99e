using System.Net;
using System.Net.Sockets;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Leads to a server, and lets each caller wait before. It has threads of its own, so that it works where the pool has none to give.</summary>
internal sealed class SlowProxy : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly DatabaseServer _server;
    private readonly TimeSpan _wait;

    private SlowProxy(DatabaseServer server, TimeSpan wait)
    {
        (_server, _wait) = (server, wait);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Run(AcceptAll);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public static SlowProxy Open(DatabaseServer server, TimeSpan wait) => new(server, wait);

    public void Dispose() => _listener.Dispose();

    private static void Run(Action action) => new Thread(() =>
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One of them has hung up, or the test is over.
        }
    })
    { IsBackground = true }.Start();

    private void AcceptAll()
    {
        while (true)
        {
            Socket near = _listener.Accept();
            Run(() => Connect(near));
        }
    }

    private void Connect(Socket near)
    {
        Thread.Sleep(_wait);
        Socket far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        far.Connect(_server.Host, _server.Port);
        Run(() => Copy(far, near));
        Copy(near, far);
    }

    /// <summary>Ends both when one has ended: the other direction then ends too.</summary>
    private static void Copy(Socket from, Socket to)
    {
        using (from)
        using (to)
        {
            byte[] buffer = new byte[4096];
            for (int length = from.Receive(buffer); length > 0; length = from.Receive(buffer))
            {
                to.Send(buffer.AsSpan(0, length));
            }
        }
    }
}
