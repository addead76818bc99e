using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataJoint.Connections.Tests;

/// <summary>A server that is not a database: he greets, or waits for a request, and answers what he always answers.</summary>
internal sealed class Stranger : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    private Stranger(string words, bool greets)
    {
        _listener.Start();
        _serving = ServeAsync(Encoding.ASCII.GetBytes(words), greets);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static Stranger Ssh() => new("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", greets: true);

    public static Stranger Mail() => new("220 mail.example.com ESMTP\r\n", greets: true);

    public static Stranger Web() => new("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", greets: false);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync(byte[] words, bool greets)
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token), words, greets);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient caller, byte[] words, bool greets)
    {
        using (caller)
        {
            try
            {
                NetworkStream stream = caller.GetStream();
                byte[] request = new byte[1024];
                if (!greets && await stream.ReadAsync(request, _end.Token) == 0)
                {
                    return;
                }

                await stream.WriteAsync(words, _end.Token);
                while (greets && await stream.ReadAsync(request, _end.Token) > 0)
                {
                    // Whatever it is, he does not understand it.
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // The caller has hung up.
            }
        }
    }
}
