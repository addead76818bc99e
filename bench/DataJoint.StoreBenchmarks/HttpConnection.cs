using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace DataJoint.StoreBenchmarks;

/// <summary>As much of HTTP as an S3 client needs, and no more.</summary>
internal sealed class HttpConnection(NetworkStream stream)
{
    // Not that of a single write: the SDK would take it for the MD5 of what it gets.
    public const string Tag = "\"0123456789abcdef0123456789abcdef-2\"";

    private readonly byte[] _buffer = new byte[256 << 10];
    private int _start;
    private int _end;

    public async Task<HttpRequest?> ReadRequestAsync()
    {
        int headEnd;
        while ((headEnd = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        string[] lines = Encoding.ASCII.GetString(_buffer, _start, headEnd).Split("\r\n");
        _start += headEnd + 4;
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        if (headers.ContainsKey("Expect"))
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        }

        long length = headers.TryGetValue("Content-Length", out string? told) ? long.Parse(told, CultureInfo.InvariantCulture) : 0;
        await SkipAsync(length);
        string[] words = lines[0].Split(' ');
        return new HttpRequest(
            words[0], words[1], headers.TryGetValue("x-amz-decoded-content-length", out string? real) ? long.Parse(real, CultureInfo.InvariantCulture) : length,
            headers.TryGetValue("Range", out string? range) ? ParseRange(range) : null, headers.GetValueOrDefault("x-amz-checksum-crc32c"));
    }

    public Task SendHeadAsync(string status, long length, string more = "") => SendAsync(Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Length: {length.ToString(CultureInfo.InvariantCulture)}\r\nETag: {Tag}\r\nLast-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n{more}\r\n"));

    public async Task SendXmlAsync(string body, string more = "")
    {
        byte[] bytes = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body);
        await SendHeadAsync("200 OK", bytes.Length, "Content-Type: application/xml\r\n" + more);
        await SendAsync(bytes);
    }

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes).AsTask();

    private static (long First, long? Last) ParseRange(string range)
    {
        string[] ends = range["bytes=".Length..].Split('-');
        return (long.Parse(ends[0], CultureInfo.InvariantCulture), ends[1].Length == 0 ? null : long.Parse(ends[1], CultureInfo.InvariantCulture));
    }

    private async Task SkipAsync(long length)
    {
        while (length > 0)
        {
            if (_start == _end && !await FillAsync())
            {
                throw new IOException("The client went away in the middle of a body.");
            }

            int part = (int)Math.Min(length, _end - _start);
            _start += part;
            length -= part;
        }
    }

    private async Task<bool> FillAsync()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        int count = await stream.ReadAsync(_buffer.AsMemory(_end));
        _end += count;
        return count > 0;
    }
}
