using System.Net;
using System.Net.Sockets;

namespace DataJoint.Stores.Tests;

/// <summary>What goes wrong before anybody answers is laid at the right door.</summary>
public sealed class HttpFaultTests
{
    private static readonly Uri Endpoint = new("http://127.0.0.1:45800");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1:9", StoreErrorCode.Unavailable, "nothing listens at http://127.0.0.1:9, the proxy of this system")]
    [InlineData("http://no-such-proxy.invalid:3128", StoreErrorCode.UnknownHost, "http://no-such-proxy.invalid:3128, the proxy of this system")]
    public async Task A_proxy_that_cannot_be_reached_is_named_itself(string address, StoreErrorCode code, string named)
    {
        var proxy = new WebProxy(address) { Credentials = new NetworkCredential("lab", "not-a-real-password") };

        StoreException fault = await AskAsync(Endpoint, proxy);

        fault.Code.ShouldBe(code);
        fault.Reason.ShouldContain(named);
        fault.Hint.ShouldNotBeNull().ShouldContain("NO_PROXY=127.0.0.1");
        fault.ToString().ShouldNotContain("not-a-real-password");
    }

    [Theory]
    [InlineData("http://lab:not-a-real-password@proxy.example:3128", "http://proxy.example:3128")]
    [InlineData("http://proxy.example", "http://proxy.example")]
    public void A_proxy_is_shown_without_user_and_password(string address, string shown)
    {
        HttpWire.ShowProxy(new WebProxy(address), Endpoint).ShouldBe(shown);
        HttpWire.ShowProxy(new WebProxy(address) { BypassList = ["127\\.0\\.0\\.1"] }, Endpoint).ShouldBeNull();
    }

    [Fact]
    public async Task A_plain_connection_that_is_ended_unanswered_may_want_TLS()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        Task ended = EndAllAsync(listener);

        StoreException fault = await AskAsync(endpoint, new WebProxy());

        listener.Dispose();
        await ended;
        fault.Code.ShouldBe(StoreErrorCode.Unavailable);
        fault.IsTransient.ShouldBeTrue();
        fault.Reason.ShouldContain("it may speak TLS only");
        fault.Hint.ShouldNotBeNull().ShouldContain("https://");
    }

    [Theory]
    [InlineData("::1", "https://[::1]")]
    [InlineData("[::1]", "https://[::1]")]
    [InlineData("[::1]:9000", "https://[::1]:9000")]
    [InlineData("10.0.0.7", "https://10.0.0.7")]
    [InlineData("minio:9000", "https://minio:9000")]
    [InlineData("http://minio", "http://minio")]
    public void An_endpoint_gets_what_it_leaves_out(string written, string url) => HttpEndpoint.Complete(written, "https").ShouldBe(url);

    [Theory]
    [InlineData("http://127.0.0.1:", true)]
    [InlineData("http://127.0.0.1:/path", true)]
    [InlineData("http://[::1]:", true)]
    [InlineData("http://[::]", false)]
    [InlineData("http://127.0.0.1:80", false)]
    [InlineData("http://127.0.0.1/a:", false)]
    public void A_colon_without_a_port_is_noticed(string url, bool lacks) => HttpEndpoint.LacksPort(url).ShouldBe(lacks);

    // All of them: a request that is ended unanswered is made once more by itself.
    private static async Task EndAllAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using Socket client = await listener.AcceptSocketAsync(Cancellation);
                await client.ReceiveAsync(new byte[4096], Cancellation);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The port has been closed.
        }
    }

    private static async Task<StoreException> AskAsync(Uri endpoint, IWebProxy proxy)
    {
        using var wire = new HttpWire(proxy);
        HttpRequestException exception = await Should.ThrowAsync<HttpRequestException>(() => wire.Client.GetAsync(endpoint, Cancellation));
        return new HttpFault("main", endpoint, wire).Explain(exception, null);
    }
}
