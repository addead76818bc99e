using System.Collections.Concurrent;
using System.Net;
using System.Text;
using DataJoint.Servers;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Stands before an S3 server and spoils requests and answers, as proxies and bad networks do. Signatures stay good: the host's name is passed on.</summary>
internal sealed class HttpFaultProxy : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly Uri _server;
    private readonly SemaphoreSlim _turns;
    private readonly Task _serving;

    /// <param name="server">Where requests go.</param>
    /// <param name="max">How many requests the server is given at a time, at most.</param>
    public HttpFaultProxy(Uri server, int max = 1000)
    {
        _server = server;
        _turns = new SemaphoreSlim(max);
        (_listener, Endpoint) = LoopbackListener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>What to do with a request; by default it is passed on.</summary>
    public Func<HttpListenerRequest, HttpFault?> Decide { get; set; } = _ => null;

    /// <summary>Method, path and query of every request.</summary>
    public ConcurrentQueue<string> Seen { get; } = [];

    public int Count(string method, string part) =>
        Seen.Count(line => line.StartsWith(method + " ", StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        // Closed once: after Stop, Close would listen on the port again for a moment, and somebody else may have it by then.
        _listener.Close();
        await _serving;
        _client.Dispose();
        _turns.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                Seen.Enqueue($"{context.Request.HttpMethod} {context.Request.RawUrl}");
                _ = Task.Run(() => AnswerAsync(context));
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The proxy has been closed.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        HttpFault? fault = Decide(context.Request);
        try
        {
            var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            if (fault?.Status is { } status)
            {
                await RefuseAsync(context.Response, status, fault);
                return;
            }

            await _turns.WaitAsync();
            try
            {
                await PassOnAsync(context, body.ToArray(), fault ?? HttpFault.None);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpListenerException or IOException or ObjectDisposedException)
        {
            context.Response.Abort();
        }
    }

    private static async Task RefuseAsync(HttpListenerResponse response, int status, HttpFault fault)
    {
        response.StatusCode = status;
        response.ContentType = "application/xml";
        foreach ((string name, string value) in fault.Headers)
        {
            response.Headers[name] = value;
        }

        byte[] body = Encoding.UTF8.GetBytes(fault.Body);
        if (fault.Headers.ContainsKey("ETag"))
        {
            response.ContentLength64 = body.Length;
        }

        await response.OutputStream.WriteAsync(body);
        response.Close();
    }

    private async Task PassOnAsync(HttpListenerContext context, byte[] body, HttpFault fault)
    {
        if (fault.IsReset)
        {
            context.Response.Abort();
            return;
        }

        if (fault.SpoilsRequest && body.Length > 0)
        {
            body[body.Length / 2] ^= 1;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), new Uri(_server, context.Request.RawUrl));
        request.Content = new ByteArrayContent(body);
        foreach (string? name in context.Request.Headers.AllKeys.Where(name => !fault.Hides(name!)))
        {
            if (!request.Headers.TryAddWithoutValidation(name!, context.Request.Headers[name]))
            {
                request.Content.Headers.TryAddWithoutValidation(name!, context.Request.Headers[name]);
            }
        }

        request.Content.Headers.ContentLength = body.Length;
        using HttpResponseMessage answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (fault.LosesAnswer)
        {
            context.Response.Abort();
            return;
        }

        await SendBackAsync(context, answer, fault);
    }

    private static async Task SendBackAsync(HttpListenerContext context, HttpResponseMessage answer, HttpFault fault)
    {
        HttpListenerResponse response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Content-Length" or "Transfer-Encoding" or "Connection" or "Keep-Alive") && !fault.Hides(name))
            {
                response.Headers[name] = string.Join(",", values);
            }
        }

        if (fault.Tag is { } tag)
        {
            response.Headers["ETag"] = tag;
        }

        if (context.Request.HttpMethod == "HEAD")
        {
            response.ContentLength64 = answer.Content.Headers.ContentLength ?? 0;
            response.Close();
            return;
        }

        byte[] content = fault.Spoil(await answer.Content.ReadAsByteArrayAsync());
        response.ContentLength64 = content.Length;
        if (fault.BreaksAfter is { } count && count < content.Length)
        {
            await response.OutputStream.WriteAsync(content.AsMemory(0, count));
            await response.OutputStream.FlushAsync();
            response.Abort();
            return;
        }

        await response.OutputStream.WriteAsync(content);
        response.Close();
    }
}
