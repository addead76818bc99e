using System.Net;
using System.Net.Sockets;

namespace DataJoint.Connections.Drivers;

/// <summary>Connects a socket by blocking calls, which need no thread of the pool.</summary>
internal static class TimedConnect
{
    /// <summary>Connects.</summary>
    /// <returns>Whether that was done in time.</returns>
    /// <exception cref="SocketException">The server, or the network, refuses.</exception>
    public static bool Run(Socket socket, IPEndPoint server, TimeSpan timeout)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(server);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (!socket.Poll(timeout, SelectMode.SelectWrite))
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
