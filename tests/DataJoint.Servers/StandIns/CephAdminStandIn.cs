using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DataJoint.Servers;

/// <summary>
/// A gateway with Ceph's admin interface for users and keys, as documented (https://docs.ceph.com/en/latest/radosgw/adminops/); with SQLite in place of a cluster
/// the real one lacks it, and knows one key of each user. Requests to it are signed and checked; S3 is moto's, for who has a key here.
/// </summary>
public sealed class CephAdminStandIn : IAsyncDisposable
{
    private static readonly string[] OwnHeaders = ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Expect", "Keep-Alive"];

    private readonly PortLease _lease = PortLease.Take();
    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly MotoServer _store;
    private readonly Dictionary<string, string> _keys = [];
    private readonly Task _serving;

    private CephAdminStandIn(MotoServer store)
    {
        _store = store;
        _keys[Id] = Secret;
        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{_lease.Port}/");

    /// <summary>The key of the user <c>dj</c> at the beginning.</summary>
    public string Id => "CEPHFAKEFORTESTS0001";

    public string Secret => "fake-secret-key-for-tests";

    /// <summary>The key of the administrator.</summary>
    public string AdministratorId => "CEPHFAKEADMIN0000001";

    public string AdministratorSecret => "fake-secret-key-of-the-administrator";

    /// <summary>Whether the administrator has the capability <c>users=*</c>.</summary>
    public bool IsCapable { get; set; } = true;

    /// <summary>The ids of the keys of the user <c>dj</c>.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (_keys)
            {
                return [.. _keys.Keys];
            }
        }
    }

    /// <summary>Starts one, with a bucket.</summary>
    /// <exception cref="UnavailableException">moto cannot be had on this machine.</exception>
    public static async Task<CephAdminStandIn> StartAsync(string bucket)
    {
        CephAdminStandIn started = new(await MotoServer.StartAsync());
        using HttpResponseMessage made = await started._client.PutAsync(new Uri(started._store.Endpoint, bucket), null);
        made.EnsureSuccessStatusCode();
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _client.Dispose();
        _lease.Dispose();
        await _store.DisposeAsync();
    }

    private async Task ServeAsync()
    {
        List<Task> answers = [];
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using MemoryStream body = new();
            await context.Request.InputStream.CopyToAsync(body);
            string id = Between(context.Request.Headers["Authorization"] ?? "", "Credential=", "/");
            if (context.Request.Url!.AbsolutePath == "/admin/user")
            {
                (int status, string text) = Administer(context.Request, id);
                await WriteAsync(context.Response, status, "application/json", Encoding.UTF8.GetBytes(text));
            }
            else if (Ids.Contains(id))
            {
                await ForwardAsync(context, body.ToArray());
            }
            else
            {
                await WriteAsync(context.Response, 403, "application/xml", "<Error><Code>InvalidAccessKeyId</Code></Error>"u8.ToArray());
            }
        }
        catch (Exception gone) when (gone is HttpListenerException or HttpRequestException or ObjectDisposedException or IOException)
        {
            context.Response.Abort();
        }
    }

    private (int Status, string Text) Administer(HttpListenerRequest request, string id)
    {
        if (id != AdministratorId || !IsSigned(request))
        {
            return (403, id == AdministratorId ? """{"Code":"SignatureDoesNotMatch"}""" : """{"Code":"AccessDenied"}""");
        }

        if (!IsCapable)
        {
            return (403, """{"Code":"AccessDenied"}""");
        }

        string key = request.QueryString["access-key"] ?? "";
        bool isKeyCall = request.QueryString["key"] is not null && request.QueryString["uid"] == "dj";
        lock (_keys)
        {
            switch (request.HttpMethod)
            {
                case "GET" when _keys.ContainsKey(key):
                    return (200, $$"""{"tenant":"","user_id":"dj","keys":{{List()}},"caps":[]}""");
                case "PUT" when isKeyCall && request.QueryString["generate-key"] == "true":
                    _keys[key] = "fake-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
                    return (200, List());
                case "DELETE" when isKeyCall && _keys.Remove(key):
                    return (200, "");
                default:
                    return (404, """{"Code":"NoSuchUser"}""");
            }
        }

        string List() => JsonSerializer.Serialize(_keys.Select(each => new Dictionary<string, string> { ["user"] = "dj", ["access_key"] = each.Key, ["secret_key"] = each.Value }));
    }

    /// <summary>The signature as AWS describes it, with what arrived.</summary>
    private bool IsSigned(HttpListenerRequest request)
    {
        string authorization = request.Headers["Authorization"]!;
        string scope = Between(authorization, "Credential=" + AdministratorId + "/", ",");
        string signed = Between(authorization, "SignedHeaders=", ",");
        string query = string.Join('&', request.Url!.Query.TrimStart('?').Split('&').OrderBy(each => each.Split('=')[0], StringComparer.Ordinal));
        string headers = string.Concat(signed.Split(';').Select(name => $"{name}:{request.Headers[name]}\n"));
        string canonical = $"{request.HttpMethod}\n{request.Url.AbsolutePath}\n{query}\n{headers}\n{signed}\n{request.Headers["x-amz-content-sha256"]}";
        string text = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = scope.Split('/').Append(text).Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + AdministratorSecret), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
        return authorization.EndsWith("Signature=" + Convert.ToHexStringLower(key), StringComparison.Ordinal);
    }

    private async Task ForwardAsync(HttpListenerContext context, byte[] body)
    {
        using HttpRequestMessage request = new(new HttpMethod(context.Request.HttpMethod), new Uri(_store.Endpoint, context.Request.RawUrl));
        request.Content = body.Length > 0 ? new ByteArrayContent(body) : null;
        foreach (string name in context.Request.Headers.AllKeys.OfType<string>().Except(OwnHeaders, StringComparer.OrdinalIgnoreCase))
        {
            if (!request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]);
            }
        }

        using HttpResponseMessage answer = await _client.SendAsync(request);
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers)
            .Where(each => !OwnHeaders.Contains(each.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = string.Join(',', values);
        }

        byte[] content = await answer.Content.ReadAsByteArrayAsync();
        if (request.Method == HttpMethod.Head)
        {
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentLength64 = answer.Content.Headers.ContentLength ?? 0;
            context.Response.Close();
            return;
        }

        await WriteAsync(context.Response, (int)answer.StatusCode, null, content);
    }

    private static async Task WriteAsync(HttpListenerResponse response, int status, string? type, byte[] content)
    {
        response.StatusCode = status;
        response.ContentType = type ?? response.ContentType;
        response.ContentLength64 = content.Length;
        await response.OutputStream.WriteAsync(content);
        response.Close();
    }

    private static string Between(string text, string begin, string end) => text.Split(begin) is [_, string rest, ..] ? rest.Split(end)[0] : "";
}
