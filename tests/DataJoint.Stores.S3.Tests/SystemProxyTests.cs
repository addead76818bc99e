using System.Net;
using DataJoint.Configuration;
using DataJoint.Stores.S3.Endpoints;
using DataJoint.Stores.S3.Faults;

namespace DataJoint.Stores.S3.Tests;

/// <summary>The proxy that the system names (HTTP_PROXY and its like) is what cannot be reached, not the endpoint.</summary>
public sealed class SystemProxyTests
{
    private static readonly WebProxy Broken = new("http://127.0.0.1:9") { Credentials = new NetworkCredential("lab", "not-a-real-password") };

    [Theory]
    [InlineData("http://127.0.0.1:45800")]
    [InlineData("https://127.0.0.1:45800")]
    public async Task A_proxy_of_the_system_that_cannot_be_reached_is_named_itself(string endpoint)
    {
        StoreException fault = await AskAsync(endpoint, Broken);

        fault.Code.ShouldBe(StoreErrorCode.Unavailable);
        fault.Reason.ShouldContain("nothing listens at http://127.0.0.1:9, the proxy of this system");
        fault.Hint.ShouldNotBeNull().ShouldContain("NO_PROXY");
        fault.ToString().ShouldNotContain("not-a-real-password");
    }

    [Fact]
    public async Task A_proxy_of_the_system_with_an_unknown_name_is_named_itself()
    {
        StoreException fault = await AskAsync("http://127.0.0.1:45800", new WebProxy("http://lab:not-a-real-password@no-such-proxy.invalid:3128"));

        fault.Code.ShouldBe(StoreErrorCode.UnknownHost);
        fault.Reason.ShouldContain("http://no-such-proxy.invalid:3128");
        fault.ToString().ShouldNotContain("not-a-real-password");
    }

    [Fact]
    public async Task A_host_that_goes_past_the_proxy_is_blamed_itself() =>
        (await AskAsync("http://127.0.0.1:1", new WebProxy("http://127.0.0.1:9") { BypassList = ["127\\.0\\.0\\.1"] }))
            .Reason.ShouldContain("nothing listens at http://127.0.0.1:1.");

    private static async Task<StoreException> AskAsync(string address, IWebProxy system)
    {
        StoreSpec spec = new S3Settings(("endpoint", address)).Spec();
        var endpoint = S3Endpoint.From(spec);
        using var traffic = new BucketTraffic();
        using var wire = new HttpWire(system, traffic);
        HttpRequestException exception = await Should.ThrowAsync<HttpRequestException>(() => wire.Client.GetAsync(endpoint.Address, TestContext.Current.CancellationToken));
        var http = new DataJoint.Stores.HttpFault("main", endpoint.Address, wire);
        return new S3Faults(new StoreSource(spec), "recordings", endpoint, http, traffic).Explain(exception, "GetObject", null)!;
    }
}
