using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using DataJoint.Servers;

namespace DataJoint.Stores.S3.Tests;

/// <summary>A port that speaks TLS only, and what it does to somebody who speaks plain HTTP.</summary>
internal sealed class TlsOnlyPort : IAsyncDisposable
{
    // Record of type alert, version 3.1, two bytes: fatal, protocol version.
    private static readonly byte[] Alert = [21, 3, 1, 0, 2, 2, 70];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TlsRefusal _refusal;
    private readonly Task _serving;

    public TlsOnlyPort(TlsRefusal refusal)
    {
        _refusal = refusal;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using Socket client = await _listener.AcceptSocketAsync();
                await RefuseAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The port has been closed.
        }
    }

    private async Task RefuseAsync(Socket client)
    {
        try
        {
            if (_refusal == TlsRefusal.OfSslStream)
            {
                await ShakeHandsAsync(client);
                return;
            }

            await client.ReceiveAsync(new byte[1 << 16]);
            if (_refusal == TlsRefusal.Alert)
            {
                await client.SendAsync(Alert);
            }

            client.LingerState = new LingerOption(_refusal == TlsRefusal.Reset, 0);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or SocketException)
        {
            // It was not a TLS.
        }
    }

    private static async Task ShakeHandsAsync(Socket client)
    {
        ServerCertificate valid = Certificates.Shared.Valid;
        using var certificate = X509Certificate2.CreateFromPemFile(valid.CertificateFile, valid.KeyFile);
        await using var stream = new SslStream(new NetworkStream(client));
        await stream.AuthenticateAsServerAsync(certificate);
    }
}
