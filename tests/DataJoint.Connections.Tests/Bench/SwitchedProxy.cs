using System.Net;
using System.Net.Sockets;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>One address that leads now to one server, now to another.</summary>
internal sealed class SwitchedProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private volatile DatabaseServer _server;

    private SwitchedProxy(DatabaseServer server)
    {
        _server = server;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static SwitchedProxy Start(DatabaseServer server) => new(server);

    /// <summary>For connections from now on.</summary>
    public void LeadTo(DatabaseServer server) => _server = server;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> all = [];
        try
        {
            while (true)
            {
                all.Add(ConnectAsync(await _listener.AcceptTcpClientAsync(_end.Token), _server));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }

        await Task.WhenAll(all);
    }

    private async Task ConnectAsync(TcpClient client, DatabaseServer server)
    {
        using (client)
        using (TcpClient there = new())
        {
            try
            {
                await there.ConnectAsync(server.Host, server.Port, _end.Token);
                NetworkStream near = client.GetStream();
                NetworkStream far = there.GetStream();
                await Task.WhenAny(near.CopyToAsync(far, _end.Token), far.CopyToAsync(near, _end.Token));
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // One of them has hung up.
            }
        }
    }
}
