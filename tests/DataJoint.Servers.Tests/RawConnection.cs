using System.Net.Security;
using System.Net.Sockets;

namespace DataJoint.Servers.Tests;

/// <summary>A connection to loopback that speaks no protocol.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly TcpClient _client = new();

    public NetworkStream Stream => _client.GetStream();

    public static async Task<RawConnection> OpenAsync(string host, int port)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(host, port);
        return connection;
    }

    public async Task StartTlsAsync(string host, string authority)
    {
        await using var tls = new SslStream(Stream, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = Trust.Only(authority) });
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
