using System.Net;
using System.Net.Sockets;

namespace DataJoint.Connections;

/// <summary>The first byte that a server says, asked for on a connection of its own and by blocking calls, which need no thread of the pool.</summary>
/// <remarks>
/// A MySQL server greets; a PostgreSQL server answers the request for TLS with a single letter
/// (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL). No credential is sent.
/// </remarks>
internal static class FirstByte
{
    /// <summary>PostgreSQL's yes.</summary>
    internal const byte WithTls = (byte)'S';

    /// <summary>PostgreSQL's no.</summary>
    internal const byte WithoutTls = (byte)'N';

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Length 8, code 80877103.
    private static readonly byte[] TlsRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    /// <returns>The byte; null when the server could not be reached, or said nothing in time.</returns>
    internal static byte? AskFor(DatabaseTarget target)
    {
        try
        {
            foreach (IPAddress address in Dns.GetHostAddresses(target.Host))
            {
                if (Ask(address, target) is byte said)
                {
                    return said;
                }
            }
        }
        catch (SocketException)
        {
            // An unknown host says nothing either.
        }

        return null;
    }

    private static byte? Ask(IPAddress address, DatabaseTarget target)
    {
        using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!Connect(socket, new IPEndPoint(address, target.Port), Patience))
            {
                return null;
            }

            (socket.SendTimeout, socket.ReceiveTimeout) = ((int)Patience.TotalMilliseconds, (int)Patience.TotalMilliseconds);
            if (target.Backend == "postgresql")
            {
                socket.Send(TlsRequest);
            }

            byte[] answer = new byte[1];
            return socket.Receive(answer) == 1 ? answer[0] : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Connects by blocking calls.</summary>
    /// <returns>Whether that was done in time.</returns>
    internal static bool Connect(Socket socket, IPEndPoint server, TimeSpan patience)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(server);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (!socket.Poll(patience, SelectMode.SelectWrite))
            {
                return false;
            }

            if ((int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! is int failure and not 0)
            {
                throw new SocketException(failure);
            }
        }

        socket.Blocking = true;
        return true;
    }
}
