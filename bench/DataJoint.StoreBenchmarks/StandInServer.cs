using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataJoint.StoreBenchmarks;

/// <summary>
/// A stand-in for an S3 server that costs next to nothing: it throws away what is written and gives zeros, and checks no signature. A folder that is named by
/// a number lists as many objects of 4 KiB. What is measured with it is the client alone, with a network of the given latency before it.
/// </summary>
internal sealed class StandInServer : IDisposable
{
    /// <summary>The objects of the folder that is compared with the SDK's utility.</summary>
    public const int Many = 10_000;

    private const int PageSize = 1000;
    private const int Small = 4096;

    private static readonly byte[] Zeros = new byte[1 << 20];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _uploads = new(StringComparer.Ordinal);

    public StandInServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How long every answer takes to come.</summary>
    public TimeSpan Latency { get; set; }

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                client.NoDelay = true;
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var connection = new HttpConnection(client.GetStream());
                while (await connection.ReadRequestAsync() is { } request)
                {
                    if (Latency > TimeSpan.Zero)
                    {
                        await Task.Delay(Latency);
                    }

                    await AnswerAsync(connection, request);
                }
            }
            catch (IOException)
            {
                // The client went away.
            }
        }
    }

    private Task AnswerAsync(HttpConnection connection, HttpRequest request)
    {
        string query = request.Target.Contains('?', StringComparison.Ordinal) ? request.Target[(request.Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";
        string path = request.Target.Split('?')[0];
        return (request.Method, query) switch
        {
            ("GET", _) when path.Trim('/') == Scenarios.Bucket => connection.SendXmlAsync(List(query)),
            ("POST", _) when query.StartsWith("uploads", StringComparison.Ordinal) =>
                connection.SendXmlAsync(
                    $"<InitiateMultipartUploadResult><UploadId>{Guid.NewGuid():n}</UploadId></InitiateMultipartUploadResult>",
                    "x-amz-checksum-algorithm: CRC32C\r\nx-amz-checksum-type: FULL_OBJECT\r\n"),
            ("POST", _) => CompleteAsync(connection, path),
            ("PUT", _) => StoreAsync(connection, path, query, request),
            ("HEAD", _) or ("GET", _) => GiveAsync(connection, path, request),
            _ => connection.SendHeadAsync("204 No Content", 0),
        };
    }

    private Task StoreAsync(HttpConnection connection, string path, string query, HttpRequest request)
    {
        if (query.Contains("partNumber", StringComparison.Ordinal))
        {
            _uploads.AddOrUpdate(path, request.Length, (_, sum) => sum + request.Length);
        }
        else
        {
            _sizes[path] = request.Length;
        }

        // As Amazon S3 does; what keeps no bytes cannot be read back.
        return connection.SendHeadAsync("200 OK", 0, request.Checksum is null ? "" : $"x-amz-checksum-crc32c: {request.Checksum}\r\n");
    }

    private Task CompleteAsync(HttpConnection connection, string path)
    {
        _sizes[path] = _uploads.TryRemove(path, out long length) ? length : 0;
        return connection.SendXmlAsync($"<CompleteMultipartUploadResult><ETag>{HttpConnection.Tag}</ETag></CompleteMultipartUploadResult>");
    }

    private async Task GiveAsync(HttpConnection connection, string path, HttpRequest request)
    {
        long size = CountIn(path.TrimStart('/')[Scenarios.Bucket.Length..].TrimStart('/')) > 0 ? Small : _sizes.GetValueOrDefault(path, -1);
        if (size < 0)
        {
            await connection.SendHeadAsync("404 Not Found", 0);
            return;
        }

        (long first, long last) = request.Range is { } range ? (range.First, Math.Min(range.Last ?? long.MaxValue, size - 1)) : (0, size - 1);
        long length = last - first + 1;
        await connection.SendHeadAsync(request.Range is null ? "200 OK" : "206 Partial Content", length, $"Content-Range: bytes {first}-{last}/{size}\r\n");
        for (long left = request.Method == "HEAD" ? 0 : length; left > 0; left -= Zeros.Length)
        {
            await connection.SendAsync(Zeros.AsMemory(0, (int)Math.Min(left, Zeros.Length)));
        }
    }

    private static string List(string query)
    {
        string prefix = Parameter(query, "prefix");
        int count = CountIn(prefix);
        string after = Parameter(query, "continuation-token") is { Length: > 0 } token ? token : Parameter(query, "marker");
        int start = after.Length == 0 ? 0 : int.Parse(after.Split('/')[^1], CultureInfo.InvariantCulture);
        int end = Math.Min(start + PageSize, count);
        var text = new StringBuilder("<ListBucketResult>");
        for (int i = start; i < end; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Contents><Key>bench/{count}/{i:00000000}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>{HttpConnection.Tag}</ETag><Size>{Small}</Size></Contents>");
        }

        bool more = end < count;
        return text.Append(CultureInfo.InvariantCulture, $"<IsTruncated>{(more ? "true" : "false")}</IsTruncated>{(more ? $"<NextMarker>bench/{count}/{end - 1:00000000}</NextMarker><NextContinuationToken>{end}</NextContinuationToken>" : "")}</ListBucketResult>").ToString();
    }

    // How many objects the folder has in which a key of the store lies: its name says so.
    private static int CountIn(string key) =>
        key.Split('/') is [_, var folder, _, ..] && int.TryParse(folder, CultureInfo.InvariantCulture, out int count) ? count : 0;

    private static string Parameter(string query, string name) =>
        query.Split('&').FirstOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)) is { } pair ? Uri.UnescapeDataString(pair[(name.Length + 1)..]) : "";
}
