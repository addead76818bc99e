using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>
/// A man in the middle: he greets as the real server does, ends TLS himself with a certificate of his own, asks for the password in clear text, and
/// keeps what he is sent.
/// </summary>
internal sealed class RogueServer : IAsyncDisposable
{
    private const int TlsCapability = 0x0800;
    private const int MySqlTlsRequestLength = 4 + 32;
    private const int QuestionLength = 8;

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly MemoryStream _heard = new();
    private readonly X509Certificate2? _certificate;
    private readonly bool _speaksMySql;
    private readonly Task _serving;
    private int _logins;

    private RogueServer(ServerCertificate? certificate, bool speaksMySql, IPAddress address)
    {
        _listener = new TcpListener(address, 0);
        _certificate = certificate is null ? null : X509Certificate2.CreateFromPemFile(certificate.CertificateFile, certificate.KeyFile);
        _speaksMySql = speaksMySql;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// How many callers began to log in. Who only asks who is there, as a program does that finds the server slow, says eight bytes at most and goes.
    /// </summary>
    public int Logins => Volatile.Read(ref _logins);

    /// <summary>Everything that he could read, that is what came after the handshake, and without TLS everything.</summary>
    public string Heard
    {
        get
        {
            lock (_heard)
            {
                return Encoding.UTF8.GetString(_heard.ToArray());
            }
        }
    }

    /// <param name="backend">As whom he poses.</param>
    /// <param name="certificate">His certificate; null to say that he has no TLS.</param>
    /// <param name="address">Where he listens; by default on loopback.</param>
    public static RogueServer Start(Backend backend, ServerCertificate? certificate, IPAddress? address = null) =>
        new(certificate, backend.Name == "mysql", address ?? IPAddress.Loopback);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _certificate?.Dispose();
    }

    public static byte[] Packet(byte number, ReadOnlySpan<byte> payload)
    {
        byte[] packet = new byte[4 + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(packet, payload.Length);
        packet[3] = number;
        payload.CopyTo(packet.AsSpan(4));
        return packet;
    }

    /// <summary>Protocol 10, a version, 20 bytes of salt, and the usual capabilities.</summary>
    public static byte[] Greeting(bool offersTls)
    {
        int capabilities = 0x01FF_F7FF & ~0x20 & ~TlsCapability | (offersTls ? TlsCapability : 0);
        using MemoryStream greeting = new();
        greeting.Write("\n9.1.0\0"u8);
        greeting.Write([7, 0, 0, 0]);
        greeting.Write("saltsalt\0"u8);
        greeting.Write([(byte)capabilities, (byte)(capabilities >> 8), 45, 2, 0, (byte)(capabilities >> 16), (byte)(capabilities >> 24), 21]);
        greeting.Write(new byte[10]);
        greeting.Write("saltsaltsalt\0caching_sha2_password\0"u8);
        return Packet(0, greeting.ToArray());
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient caller = await _listener.AcceptTcpClientAsync(_end.Token);
                await TalkAsync(caller.GetStream());
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream wire)
    {
        try
        {
            await (_speaksMySql ? PoseAsMySqlAsync(wire) : PoseAsPostgreSqlAsync(wire));
        }
        catch (Exception error) when (error is IOException or SocketException or AuthenticationException or EndOfStreamException)
        {
            // The caller has hung up.
        }
    }

    private async Task PoseAsMySqlAsync(NetworkStream wire)
    {
        await wire.WriteAsync(Greeting(_certificate is not null), _end.Token);
        Stream stream = wire;
        byte number = 1;
        if (_certificate is not null)
        {
            await wire.ReadExactlyAsync(new byte[MySqlTlsRequestLength], _end.Token);
            Interlocked.Increment(ref _logins);
            stream = await EncryptAsync(wire);
            number = 2;
        }

        int length = await ListenAsync(stream);
        if (_certificate is null && length > QuestionLength)
        {
            Interlocked.Increment(ref _logins);
        }

        await stream.WriteAsync(Packet((byte)(number + 1), [0xFE, .. "mysql_clear_password\0"u8]), _end.Token);
        await ListenAsync(stream);
    }

    private async Task PoseAsPostgreSqlAsync(NetworkStream wire)
    {
        Stream stream = wire;
        byte[] request = new byte[QuestionLength];
        await wire.ReadExactlyAsync(request, _end.Token);
        bool asksForTls = BinaryPrimitives.ReadInt32BigEndian(request.AsSpan(4)) == 80877103;
        if (!asksForTls)
        {
            Keep(request);
        }
        else if (_certificate is null)
        {
            await wire.WriteAsync("N"u8.ToArray(), _end.Token);
        }
        else
        {
            await wire.WriteAsync("S"u8.ToArray(), _end.Token);
        }

        // Whoever says more than whether there is TLS begins to log in.
        if (await wire.Socket.ReceiveAsync(new byte[1], SocketFlags.Peek, _end.Token) > 0)
        {
            Interlocked.Increment(ref _logins);
        }

        if (asksForTls && _certificate is not null)
        {
            stream = await EncryptAsync(wire);
        }

        await ListenAsync(stream);
        await stream.WriteAsync(new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 3 }, _end.Token);
        await ListenAsync(stream);
    }

    private async Task<Stream> EncryptAsync(NetworkStream wire)
    {
        SslStream encrypted = new(wire);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
        return encrypted;
    }

    private async Task<int> ListenAsync(Stream stream)
    {
        byte[] buffer = new byte[4096];
        int length = await stream.ReadAsync(buffer, _end.Token);
        if (length == 0)
        {
            throw new EndOfStreamException();
        }

        Keep(buffer.AsSpan(0, length));
        return length;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_heard)
        {
            _heard.Write(bytes);
        }
    }
}
