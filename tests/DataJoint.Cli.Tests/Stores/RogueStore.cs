using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security;
using System.Text;
using System.Text.Json;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>A server of S3, Azure or Google that lists what it likes, and keeps no object.</summary>
internal sealed class RogueStore : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Uri _address;
    private readonly string _protocol;
    private readonly Func<string?, (string[] Keys, string? Next)> _page;
    private readonly ConcurrentQueue<string> _requests = new();

    /// <param name="protocol"><c>s3</c>, <c>azure</c> or <c>gcs</c>.</param>
    /// <param name="page">The keys of the page that a token leads to, and the token of the next; null for the first and the last.</param>
    public RogueStore(string protocol, Func<string?, (string[] Keys, string? Next)> page)
    {
        (_protocol, _page) = (protocol, page);
        (_listener, _address) = LoopbackListener.Start();
        _ = AnswerAsync();
    }

    /// <summary>Objects of an S3 server by their keys: what it gives, and what it says that they are.</summary>
    public IReadOnlyDictionary<string, (string Text, string Crc32C)> Objects { get; init; } = new Dictionary<string, (string Text, string Crc32C)>();

    /// <summary>Method and path of each request.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Writes a project with the store <c>s</c>, which is here, and <c>near</c>, a folder.</summary>
    public void Configure(TemporaryProject project)
    {
        string own = _protocol switch
        {
            "s3" => $"\"endpoint\": \"{_address.Authority}\", \"secure\": false, \"bucket\": \"lab\"",
            "azure" => $"\"endpoint\": \"http://{_address.Authority}/acct\", \"account_name\": \"acct\", \"container\": \"lab\"",
            _ => $"\"endpoint\": \"http://{_address.Authority}\", \"bucket\": \"lab\"",
        };
        project.Write("datajoint.json", $$"""
            { "stores": { "default": "s", "s": { "protocol": "{{_protocol}}", "location": "data", {{own}} }, "near": { "protocol": "file", "location": "near" } } }
            """);
        object secrets = _protocol switch
        {
            "s3" => new { access_key = "AKIDFAKE", secret_key = "fake-secret" },
            "azure" => new { account_key = Convert.ToBase64String("fake"u8) },
            _ => new
            {
                token = JsonSerializer.Serialize(
                new { type = "authorized_user", client_id = "c", client_secret = "fake", refresh_token = "fake", token_uri = _address + "token" })
            },
        };
        project.Write("near/kept", "x").Write(".secrets/datajoint.json", JsonSerializer.Serialize(new { stores = new { s = secrets } }));
    }

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The caller has hung up, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        _requests.Enqueue($"{context.Request.HttpMethod} {context.Request.RawUrl}");
        (int status, string body) = Answer(context.Request);
        if (Objects.TryGetValue(context.Request.Url!.AbsolutePath.Replace("/lab/", "", StringComparison.Ordinal), out (string Text, string Crc32C) kept))
        {
            (status, body) = (200, kept.Text);
            context.Response.ContentLength64 = kept.Text.Length;
            context.Response.Headers["ETag"] = "\"1\"";
            context.Response.Headers["x-amz-checksum-crc32c"] = kept.Crc32C;
            context.Response.Headers["x-amz-checksum-type"] = "FULL_OBJECT";
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = _protocol == "gcs" ? "application/json" : "application/xml";
        await context.Response.OutputStream.WriteAsync(context.Request.HttpMethod == "HEAD" ? [] : Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }

    private (int Status, string Body) Answer(HttpListenerRequest request)
    {
        string path = request.Url!.AbsolutePath;
        return path == "/token" ? (200, """{ "access_token": "fake-token", "expires_in": 3599 }""")
            : request.HttpMethod == "DELETE" ? (_protocol == "azure" ? 202 : 204, "")
            : request.HttpMethod != "GET" ? (404, "")
            : _protocol switch
            {
                "s3" when request.QueryString["list-type"] == "2" => (200, ToS3(_page(request.QueryString["continuation-token"]))),
                "azure" when request.QueryString["comp"] == "list" => (200, ToAzure(_page(request.QueryString["marker"]))),
                "gcs" when path.EndsWith("/b/lab/o", StringComparison.Ordinal) => (200, ToGoogle(_page(request.QueryString["pageToken"]))),
                _ => (404, ""),
            };
    }

    private static string ToS3((string[] Keys, string? Next) page) =>
        "<?xml version=\"1.0\"?><ListBucketResult><Name>lab</Name>"
        + $"<IsTruncated>{(page.Next is null ? "false" : "true")}</IsTruncated>{(page.Next is null ? "" : $"<NextContinuationToken>{page.Next}</NextContinuationToken>")}"
        + string.Concat(
            page.Keys.Select(key => $"<Contents><Key>{SecurityElement.Escape(key)}</Key><Size>{SizeOf(key)}</Size><LastModified>2026-01-02T03:04:05Z</LastModified></Contents>"))
        + "</ListBucketResult>";

    private static string ToAzure((string[] Keys, string? Next) page) =>
        "<?xml version=\"1.0\"?><EnumerationResults ContainerName=\"lab\"><Blobs>"
        + string.Concat(page.Keys.Select(key => $"<Blob><Name>{SecurityElement.Escape(key)}</Name><Properties><Content-Length>{SizeOf(key)}</Content-Length></Properties></Blob>"))
        + $"</Blobs><NextMarker>{page.Next}</NextMarker></EnumerationResults>";

    private static string ToGoogle((string[] Keys, string? Next) page) => JsonSerializer.Serialize(new
    {
        items = page.Keys.Select(key => new { name = key, size = SizeOf(key).ToString(CultureInfo.InvariantCulture), generation = "1", updated = "2026-01-02T03:04:05Z" }),
        nextPageToken = page.Next,
    });

    private static int SizeOf(string key) => key.EndsWith('/') ? 0 : 1;
}
