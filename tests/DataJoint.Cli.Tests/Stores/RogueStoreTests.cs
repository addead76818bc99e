using System.Net;
using System.Text;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>What djc does with a server that lists objects outside the requested folder.</summary>
public sealed class RogueStoreTests : IDisposable
{
    private readonly TemporaryProject _project = new();
    private readonly HttpListener _listener;
    private readonly List<string> _requests = [];

    public RogueStoreTests()
    {
        (_listener, Uri address) = LoopbackListener.Start();
        _ = AnswerAsync();
        _project.Write("datajoint.json", $$"""
            { "stores": { "default": "s",
                "s": { "protocol": "s3", "endpoint": "{{address.Authority}}", "secure": false, "bucket": "lab", "location": "data" },
                "near": { "protocol": "file", "location": "near" } } }
            """);
        _project.Write(".secrets/datajoint.json", """{ "stores": { "s": { "access_key": "AKIDFAKE", "secret_key": "fake-secret" } } }""");
    }

    public void Dispose()
    {
        _listener.Close();
        _project.Dispose();
    }

    [Theory]
    [InlineData("ls", "s:sy", "--recursive")]
    [InlineData("ls", "s:sy")]
    [InlineData("du", "s:sy")]
    [InlineData("sync", "s:sy", "near:")]
    [InlineData("rm", "s:sy/", "--recursive", "--yes")]
    public void Nothing_outside_the_folder_is_touched(params string[] words)
    {
        DjcResult result = new Djc(_project).Run(["store", .. words]);

        result.ExitCode.ShouldBe(4, result.All);
        result.Error.ShouldContain("DJ4128");
        result.Error.ShouldContain("does not begin with the requested prefix \"data/sy/\"");
        result.All.ShouldNotContain("bug");
        lock (_requests)
        {
            _requests.ShouldNotBeEmpty();
            _requests.ShouldAllBe(request => request.StartsWith("GET "));
        }
    }

    private async Task AnswerAsync()
    {
        byte[] listing = Encoding.UTF8.GetBytes("""
            <?xml version="1.0"?>
            <ListBucketResult><Name>lab</Name><IsTruncated>false</IsTruncated>
              <Contents><Key>data/sy/a</Key><Size>1</Size><LastModified>2026-01-02T03:04:05Z</LastModified></Contents>
              <Contents><Key>data/other/precious</Key><Size>1</Size><LastModified>2026-01-02T03:04:05Z</LastModified></Contents>
            </ListBucketResult>
            """);
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                lock (_requests)
                {
                    _requests.Add($"{context.Request.HttpMethod} {context.Request.RawUrl}");
                }

                context.Response.ContentType = "application/xml";
                await context.Response.OutputStream.WriteAsync(listing);
                context.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
