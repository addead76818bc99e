using System.Net;
using System.Net.Sockets;

namespace DataJoint.Cli.Tests;

/// <summary>Somebody who listens where the project says that the server is: counts who comes, and either hangs up at once or says nothing.</summary>
internal sealed class CountingListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _kept = [];
    private readonly bool _isSilent;
    private int _accepted;

    public CountingListener(bool isSilent = false)
    {
        _isSilent = isSilent;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Accepted => Volatile.Read(ref _accepted);

    public void Dispose()
    {
        _listener.Dispose();
        lock (_kept)
        {
            _kept.ForEach(socket => socket.Dispose());
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket caller = await _listener.AcceptSocketAsync();
                Interlocked.Increment(ref _accepted);
                if (!_isSilent)
                {
                    caller.Dispose();
                    continue;
                }

                lock (_kept)
                {
                    _kept.Add(caller);
                }
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
