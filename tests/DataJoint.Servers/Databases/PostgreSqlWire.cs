using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataJoint.Servers;

/// <summary>The first words of PostgreSQL's protocol.</summary>
internal static class PostgreSqlWire
{
    private const int Version3 = 3 << 16;
    private const byte ErrorResponse = (byte)'E';

    /// <summary>Sent while the server recovers or starts.</summary>
    private const string CannotConnectNow = "57P03";

    /// <summary>Whether a server on this port of loopback takes connections; a refusal for another reason than that it is starting counts too.</summary>
    public static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
            await socket.SendAsync(Startup(), cancellation);
            byte[] answer = new byte[512];
            int length = await socket.ReceiveAsync(answer, cancellation);
            return length > 0 && !(answer[0] == ErrorResponse && Encoding.ASCII.GetString(answer, 0, length).Contains(CannotConnectNow, StringComparison.Ordinal));
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static byte[] Startup()
    {
        byte[] words = Encoding.ASCII.GetBytes($"user\0{DatabaseServer.DefaultUser}\0database\0postgres\0\0");
        byte[] message = new byte[8 + words.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), Version3);
        words.CopyTo(message, 8);
        return message;
    }
}
