using System.Net;
using System.Text;
using DataJoint.Servers;

namespace DataJoint.Stores.Azure.Tests;

/// <summary>A stand-in for the places that give Azure's tokens: it remembers what it was asked and gives a fixed answer.</summary>
internal sealed class IdentityStandIn : IDisposable
{
    private readonly HttpListener _listener;

    internal IdentityStandIn(int status, string answer)
    {
        (_listener, Uri root) = LoopbackListener.Start();
        Address = root.GetLeftPart(UriPartial.Authority);
        _ = AnswerAsync(status, Encoding.UTF8.GetBytes(answer));
    }

    internal string Address { get; }

    internal List<(string Method, string Url, string Body, string? Header)> Asked { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync(int status, byte[] answer)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using StreamReader body = new(context.Request.InputStream);
                Asked.Add((context.Request.HttpMethod, context.Request.RawUrl!, await body.ReadToEndAsync(), context.Request.Headers["Metadata"] ?? context.Request.Headers["X-IDENTITY-HEADER"]));
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(answer);
                context.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
        }
    }
}
