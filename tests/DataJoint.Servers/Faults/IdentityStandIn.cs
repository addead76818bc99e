using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace DataJoint.Servers;

/// <summary>A stand-in for the places that give tokens: it remembers what it was asked and gives a fixed answer.</summary>
public sealed class IdentityStandIn : IDisposable
{
    // What the vendors' services want to see, so that a page in a browser cannot ask them.
    private static readonly string[] Guards = ["Metadata", "X-IDENTITY-HEADER", "Metadata-Flavor"];

    private readonly HttpListener _listener;

    public IdentityStandIn(int status, string answer)
    {
        (_listener, Uri root) = LoopbackListener.Start();
        Address = root.GetLeftPart(UriPartial.Authority);
        _ = AnswerAsync(status, Encoding.UTF8.GetBytes(answer));
    }

    /// <summary>Scheme, host and port.</summary>
    public string Address { get; }

    /// <summary>What it was asked, in this order; the header is the one that the vendor wants to see.</summary>
    public ConcurrentQueue<(string Method, string Url, string Body, string? Header)> Asked { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync(int status, byte[] answer)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using StreamReader body = new(context.Request.InputStream);
                string? header = Guards.Select(name => context.Request.Headers[name]).FirstOrDefault(value => value is not null);
                Asked.Enqueue((context.Request.HttpMethod, context.Request.RawUrl!, await body.ReadToEndAsync(), header));
                context.Response.StatusCode = status;
                context.Response.Headers["Metadata-Flavor"] = "Google";
                await context.Response.OutputStream.WriteAsync(answer);
                context.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
        }
    }
}
