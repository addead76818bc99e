using System.Net;
using System.Net.Sockets;

namespace DataJoint.Servers.Tests;

/// <summary>Sends back what it is sent, and keeps what it heard.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<byte> _heard = [];
    private readonly Task _running;
    private int _ended;

    public EchoServer()
    {
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that the other side ended.</summary>
    public int Ended => Volatile.Read(ref _ended);

    public string Heard
    {
        get
        {
            lock (_heard)
            {
                return System.Text.Encoding.ASCII.GetString([.. _heard]);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _running;
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                _ = EchoAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            // The listener was stopped, while it waited or before it could wait again.
        }
    }

    private async Task EchoAsync(Socket client)
    {
        using Socket socket = client;
        byte[] buffer = new byte[4096];
        try
        {
            int length;
            while ((length = await socket.ReceiveAsync(buffer)) > 0)
            {
                lock (_heard)
                {
                    _heard.AddRange(buffer[..length]);
                }

                await socket.SendAsync(buffer.AsMemory(0, length));
            }
        }
        catch (SocketException)
        {
        }

        Interlocked.Increment(ref _ended);
    }
}
