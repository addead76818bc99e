using System.Net;
using System.Net.Sockets;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.PostgreSql;

/// <summary>Whether a server offers TLS, asked on a connection of its own and by blocking calls, which need no thread of the pool.</summary>
/// <remarks>
/// A PostgreSQL server answers the request for TLS with a single letter
/// (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL). No credential is sent.
/// </remarks>
internal static class TlsOffer
{
    // Length 8, code 80877103.
    private static readonly byte[] TlsRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    public static TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <returns>Null when the server could not be reached, or gave no such answer in time.</returns>
    public static bool? AskFor(DatabaseTarget target)
    {
        try
        {
            foreach (IPAddress address in Dns.GetHostAddresses(target.Host))
            {
                if (Ask(new IPEndPoint(address, target.Port)) is byte answer)
                {
                    return answer switch { (byte)'S' => true, (byte)'N' => false, _ => null };
                }
            }
        }
        catch (SocketException)
        {
            // An unknown host says nothing either.
        }

        return null;
    }

    private static byte? Ask(IPEndPoint server)
    {
        using Socket socket = new(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!TimedConnect.Run(socket, server, Timeout))
            {
                return null;
            }

            // Asked before it is read: to wait in Receive, on a socket that was connected without blocking, can need the pool after all.
            socket.Send(TlsRequest);
            byte[] answer = new byte[1];
            return socket.Poll(Timeout, SelectMode.SelectRead) && socket.Receive(answer) == 1 ? answer[0] : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
