using System.Net;
using System.Net.Sockets;

namespace DataJoint.Servers;

/// <summary>Asks whether anybody listens on a port of loopback.</summary>
internal static class TcpAnswer
{
    public static async Task<bool> ComesAsync(int port, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
