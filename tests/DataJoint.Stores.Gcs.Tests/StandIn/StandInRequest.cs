using System.Collections.Specialized;
using System.Net;
using System.Text;
using System.Web;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>A request as the stand-in sees it: the path is taken apart before anything in it is unescaped.</summary>
internal sealed class StandInRequest
{
    public StandInRequest(HttpListenerContext context)
    {
        Context = context;
        string[] parts = context.Request.RawUrl!.Split('?', 2);
        Path = [.. parts[0].Trim('/').Split('/').Select(Uri.UnescapeDataString)];
        Query = HttpUtility.ParseQueryString(parts.Length > 1 ? parts[1] : "");
    }

    public HttpListenerContext Context { get; }

    /// <summary>Whether what is asked is done, and only the answer does not arrive.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>Whether what is asked is done, and half of the answer arrives.</summary>
    public bool CutsAnswer { get; set; }

    public string Method => Context.Request.HttpMethod;

    public string[] Path { get; }

    public NameValueCollection Query { get; }

    public long? Number(string parameter) => Query[parameter] is { } text ? long.Parse(text, null) : null;

    public string? Header(string name) => Context.Request.Headers[name];

    public async Task<byte[]> ReadAsync()
    {
        using MemoryStream body = new();
        await Context.Request.InputStream.CopyToAsync(body);
        return body.ToArray();
    }

    public async Task AnswerAsync(int status, byte[] body, string type = "application/json; charset=UTF-8")
    {
        if (LosesAnswer)
        {
            (status, body) = (502, []);
        }

        Context.Response.StatusCode = status;
        Context.Response.ContentType = type;
        Context.Response.ContentLength64 = body.Length;
        if (CutsAnswer)
        {
            await Context.Response.OutputStream.WriteAsync(body.AsMemory(0, body.Length / 2));
            await Context.Response.OutputStream.FlushAsync();
            Context.Response.Abort();
            return;
        }

        if (body.Length > 0)
        {
            await Context.Response.OutputStream.WriteAsync(body);
        }

        Context.Response.Close();
    }

    public Task AnswerAsync(int status, string json) => AnswerAsync(status, Encoding.UTF8.GetBytes(json));
}
