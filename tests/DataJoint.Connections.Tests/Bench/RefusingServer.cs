using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataJoint.Connections.Tests;

/// <summary>A server without TLS that refuses every password. It has threads of its own, so that it works where the pool has none to give.</summary>
internal sealed class RefusingServer : IDisposable
{
    // https://www.postgresql.org/docs/current/protocol-message-formats.html: shorter than any other first message.
    private const int SslRequestLength = 8;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly bool _speaksMySql;

    public RefusingServer(string backend)
    {
        _speaksMySql = backend == "mysql";
        _listener.Start();
        Run(AcceptAll);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private static void Run(Action action) => new Thread(() =>
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The caller has hung up, or the test is over.
        }
    })
    { IsBackground = true }.Start();

    private void AcceptAll()
    {
        while (true)
        {
            Socket caller = _listener.AcceptSocket();
            Run(() => Refuse(caller));
        }
    }

    private void Refuse(Socket caller)
    {
        using (caller)
        {
            byte[] buffer = new byte[4096];
            if (_speaksMySql)
            {
                caller.Send(RogueServer.Greeting(offersTls: false));
                caller.Receive(buffer);
                caller.Send(RogueServer.Packet(2, [0xFF, 0x15, 0x04, .. "#28000Access denied for user 'alice'@'localhost' (using password: YES)"u8]));
            }
            else
            {
                if (caller.Receive(buffer) == SslRequestLength)
                {
                    caller.Send([(byte)'N']);
                    caller.Receive(buffer);
                }

                caller.Send([(byte)'R', 0, 0, 0, 8, 0, 0, 0, 3]);
                caller.Receive(buffer);
                byte[] words = Encoding.ASCII.GetBytes("SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"alice\"\0\0");
                caller.Send([(byte)'E', 0, 0, 0, (byte)(4 + words.Length), .. words]);
            }

            while (caller.Receive(buffer) > 0)
            {
                // Until it hangs up.
            }
        }
    }
}
