using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DataJoint.Servers;

/// <summary>HTTP/1.1 over TLS on a free port of loopback, for stand-ins of documented APIs: it speaks the protocol, and its owner knows the answers.</summary>
public sealed class HttpsStandIn : IAsyncDisposable
{
    private const int MaxHead = 64 * 1024;

    private readonly Func<StandInRequest, CancellationToken, Task<StandInResponse>> _answer;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <summary>Listens at once.</summary>
    /// <param name="answer">Knows the answers; what it throws becomes 500.</param>
    /// <param name="certificate">The server's; by default that of <see cref="Certificates.Shared"/>, for <c>localhost</c> and 127.0.0.1.</param>
    public HttpsStandIn(Func<StandInRequest, CancellationToken, Task<StandInResponse>> answer, ServerCertificate? certificate = null)
    {
        _answer = answer;
        ServerCertificate files = certificate ?? Certificates.Shared.Valid;
        using var pem = X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile);

        // Windows cannot use a key that is only in memory.
        _certificate = OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null) : new X509Certificate2(pem);
        _listener.Start();
        Address = new Uri($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary><c>https://localhost:PORT</c>.</summary>
    public Uri Address { get; }

    /// <summary>What it was asked, in this order.</summary>
    public ConcurrentQueue<StandInRequest> Requests { get; } = new();

    /// <summary>Stops listening and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await using SslStream stream = new(client.GetStream());
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
                while (await ReadAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    await WriteAsync(stream, await AnswerAsync(request));
                }
            }
            catch (Exception over) when (over is IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
            {
                // The client is gone, did not like the certificate, or the test is over.
            }
        }
    }

    private async Task<StandInResponse> AnswerAsync(StandInRequest request)
    {
        try
        {
            return await _answer(request, _end.Token);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new StandInResponse(500, $$"""{ "errors": ["the stand-in failed: {{error.GetType().Name}}"] }""");
        }
    }

    private async Task<StandInRequest?> ReadAsync(SslStream stream)
    {
        if (await ReadHeadAsync(stream) is not { } head)
        {
            return null;
        }

        string[] lines = head.Split("\r\n");
        string[] first = lines[0].Split(' ');
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        if (headers.ContainsKey("Expect"))
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _end.Token);
        }

        byte[] body = headers.TryGetValue("Transfer-Encoding", out string? encoding) && encoding.Contains("chunked", StringComparison.OrdinalIgnoreCase)
            ? await ReadChunksAsync(stream)
            : await ReadExactlyAsync(stream, headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0);
        return new StandInRequest(first[0].ToUpperInvariant(), first[1], headers, Encoding.UTF8.GetString(body));
    }

    /// <summary>Up to the empty line, or null when the client closed the connection.</summary>
    private async Task<string?> ReadHeadAsync(SslStream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (head.Length < MaxHead && await stream.ReadAsync(one, _end.Token) == 1)
        {
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString(0, head.Length - 4);
            }
        }

        return null;
    }

    private async Task<byte[]> ReadChunksAsync(SslStream stream)
    {
        using MemoryStream all = new();
        while (true)
        {
            int size = int.Parse(await ReadLineAsync(stream), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            all.Write(await ReadExactlyAsync(stream, size));
            await ReadLineAsync(stream);
            if (size == 0)
            {
                return all.ToArray();
            }
        }
    }

    private async Task<string> ReadLineAsync(SslStream stream)
    {
        StringBuilder line = new();
        while (true)
        {
            char one = (char)(await ReadExactlyAsync(stream, 1))[0];
            if (one == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(one);
        }
    }

    private async Task<byte[]> ReadExactlyAsync(SslStream stream, int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }

    private async Task WriteAsync(SslStream stream, StandInResponse response)
    {
        byte[] body = Encoding.UTF8.GetBytes(response.Body);
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} Stand-in\r\nContent-Length: {body.Length}\r\n");
        foreach ((string name, string value) in response.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (!response.Headers.ContainsKey("Content-Type"))
        {
            head.Append("Content-Type: application/json\r\n");
        }

        byte[] bytes = [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
        await stream.WriteAsync(bytes, _end.Token);
    }
}
