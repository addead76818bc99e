using System.Collections.Specialized;
using System.Net;
using System.Text;
using System.Web;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>A request as the stand-in sees it: the path is taken apart before anything in it is unescaped.</summary>
internal sealed class StandInRequest
{
    internal StandInRequest(HttpListenerContext context)
    {
        Context = context;
        string[] parts = context.Request.RawUrl!.Split('?', 2);
        Path = [.. parts[0].Trim('/').Split('/').Select(Uri.UnescapeDataString)];
        Query = HttpUtility.ParseQueryString(parts.Length > 1 ? parts[1] : "");
    }

    internal HttpListenerContext Context { get; }

    /// <summary>Whether what is asked is done, and only the answer does not arrive.</summary>
    internal bool LosesAnswer { get; set; }

    /// <summary>Whether what is asked is done, and half of the answer arrives.</summary>
    internal bool CutsAnswer { get; set; }

    internal string Method => Context.Request.HttpMethod;

    internal string[] Path { get; }

    internal NameValueCollection Query { get; }

    internal long? Number(string parameter) => Query[parameter] is { } text ? long.Parse(text, null) : null;

    internal string? Header(string name) => Context.Request.Headers[name];

    internal async Task<byte[]> ReadAsync()
    {
        using MemoryStream body = new();
        await Context.Request.InputStream.CopyToAsync(body);
        return body.ToArray();
    }

    internal async Task AnswerAsync(int status, byte[] body, string type = "application/json; charset=UTF-8")
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

    internal Task AnswerAsync(int status, string json) => AnswerAsync(status, Encoding.UTF8.GetBytes(json));
}
