using System.Net;
using System.Net.Sockets;

namespace DataJoint.Servers;

/// <summary>The first words of MySQL's protocol.</summary>
internal static class MySqlWire
{
    private const int HeaderLength = 4;

    /// <summary>Whether a server on this port of loopback greets; a refusal such as "too many connections" counts too.</summary>
    public static async Task<bool> GreetsAsync(int port, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
            await using var stream = new NetworkStream(socket);
            await stream.ReadExactlyAsync(new byte[HeaderLength + 1], cancellation);
            return true;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }
}
