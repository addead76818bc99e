using System.Net;
using System.Net.Sockets;
using System.Text;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Opening;

/// <summary>Looks with a connection of its own at what is behind host and port, after a driver has failed without saying why.</summary>
/// <remarks>
/// A MySQL server greets first; a PostgreSQL server waits for a request, and answers the one for TLS with a single letter
/// (https://www.postgresql.org/docs/current/protocol-flow.html). No credential is sent.
/// </remarks>
internal static class ServerProbe
{
    private const int MySqlProtocolVersion = 10;
    private const byte MySqlError = 0xFF;

    private static readonly TimeSpan GreetingTimeout = TimeSpan.FromMilliseconds(600);

    // Length 8, code 80877103.
    private static readonly byte[] TlsRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    public static TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an answer may take. A greeting that comes after the time for it counts as one.</summary>
    public static TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Finds a better explanation, by blocking calls that need no thread of the pool.</summary>
    /// <returns>The fault, or null when there is nothing to add.</returns>
    public static Fault? Explain(DatabaseTarget target)
    {
        if (target.IsEmbedded || target.IsUnixSocket)
        {
            return null;
        }

        try
        {
            SocketException? failure = null;
            foreach (IPAddress address in Dns.GetHostAddresses(target.Host))
            {
                using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    if (!TimedConnect.Run(socket, new IPEndPoint(address, target.Port), ConnectTimeout))
                    {
                        return CommonFaults.TimedOut(target);
                    }

                    return Judge(Recognise(socket), target);
                }
                catch (SocketException error)
                {
                    failure = error;
                }
            }

            return failure is null ? null : CommonFaults.ForSocket(failure, target);
        }
        catch (SocketException unknown)
        {
            return CommonFaults.ForSocket(unknown, target);
        }
    }

    private static Fault? Judge(string? found, DatabaseTarget target) => found switch
    {
        "mysql" => target.Backend == "mysql" ? null : CommonFaults.WrongBackend(target, "a MySQL or MariaDB server", "mysql"),
        "postgresql" => target.Backend == "postgresql" ? null : CommonFaults.WrongBackend(target, "a PostgreSQL server", "postgresql"),
        null => null,
        _ => CommonFaults.WrongBackend(target, found, null),
    };

    private static string? Recognise(Socket socket)
    {
        byte[] buffer = new byte[64];
        int count = Read(socket, buffer, GreetingTimeout);
        if (count > 0)
        {
            return Name(buffer.AsSpan(0, count));
        }

        if (count < 0)
        {
            return null;
        }

        socket.Send(TlsRequest);
        count = Read(socket, buffer, AnswerTimeout);
        return count switch
        {
            1 when buffer[0] is (byte)'S' or (byte)'N' => "postgresql",
            > 1 when buffer[0] == (byte)'E' => "postgresql",
            > 0 => Name(buffer.AsSpan(0, count)),
            _ => null,
        };
    }

    /// <summary>Who greets like that; null for a greeting that broke off too early to tell.</summary>
    private static string? Name(ReadOnlySpan<byte> greeting)
    {
        if (greeting.Length <= 4)
        {
            return null;
        }

        bool isPacket = greeting[2] == 0 && greeting[3] == 0;
        if (isPacket && greeting[4] is MySqlProtocolVersion or MySqlError)
        {
            return "mysql";
        }

        string text = Encoding.ASCII.GetString(greeting);
        return text.StartsWith("SSH-", StringComparison.Ordinal) ? "an SSH server"
            : text.StartsWith("HTTP/", StringComparison.Ordinal) ? "a web server"
            : "something that is not a database server";
    }

    /// <summary>Reads what comes within the time.</summary>
    /// <returns>The number of bytes; 0 for nothing yet, -1 for the end.</returns>
    private static int Read(Socket socket, byte[] buffer, TimeSpan timeout)
    {
        if (!socket.Poll(timeout, SelectMode.SelectRead))
        {
            return 0;
        }

        try
        {
            int count = socket.Receive(buffer);
            return count == 0 ? -1 : count;
        }
        catch (SocketException)
        {
            return -1;
        }
    }
}
