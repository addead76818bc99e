using System.Net;
using System.Net.Sockets;

namespace DataJoint.Servers;

/// <summary>
/// A port on loopback that no other test process takes until this is disposed, so that a server can be restarted on it. Below the range from which
/// the kernel gives ports to clients: one of those could be handed out while the server is down.
/// </summary>
internal sealed class PortLease : IDisposable
{
    private const int First = 18_000;
    private const int Last = 32_000;

    private readonly IDisposable _reservation;

    private PortLease(int port, IDisposable reservation) => (Port, _reservation) = (port, reservation);

    public int Port { get; }

    /// <summary>Reserves a free port.</summary>
    public static PortLease Take()
    {
        for (int attempt = 0; attempt < 10_000; attempt++)
        {
            int port = Random.Shared.Next(First, Last);
            if (Reserve(port) is { } reservation)
            {
                if (IsFree(port))
                {
                    return new PortLease(port, reservation);
                }

                reservation.Dispose();
            }
        }

        throw new UnavailableException($"no free port between {First} and {Last}");
    }

    public void Dispose() => _reservation.Dispose();

    /// <summary>A name in the abstract socket space: it is unique in a network namespace, as ports are, and goes with its process. On Windows that of a mutex.</summary>
    private static IDisposable? Reserve(int port)
    {
        if (OperatingSystem.IsWindows())
        {
            var mutex = new Mutex(initiallyOwned: false, $@"Local\datajoint-test-port-{port}", out bool isNew);
            return Kept(mutex, isNew);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0datajoint-test-port-{port}"));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static Mutex? Kept(Mutex mutex, bool isNew)
    {
        if (isNew)
        {
            return mutex;
        }

        mutex.Dispose();
        return null;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
