using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Stores.S3.Tests;

/// <summary>An answer to HEAD has no body that says what is wrong: it is found out, and nobody is told to correct a good endpoint.</summary>
public sealed class BodilessAnswerTests : IAsyncLifetime
{
    private MotoServer _server = null!;
    private TestBucket _bucket = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await MotoServer.SharedAsync();
        _bucket = await TestBucket.MakeAsync(_server);
    }

    public ValueTask DisposeAsync() => _bucket.DisposeAsync();

    [Fact]
    public async Task An_expired_token_is_told_where_only_a_status_is()
    {
        await using HttpFaultProxy proxy = Refusing(HttpFault.Answer(400, "ExpiredToken", "The provided token has expired."));
        await using S3ObjectStore store = _bucket.Settings(proxy.Endpoint).Open();

        foreach (Func<Task> call in Calls(store))
        {
            (await Should.ThrowAsync<StoreException>(call)).Code.ShouldBe(StoreErrorCode.CredentialsRefused);
        }
    }

    [Fact]
    public async Task Keys_are_read_afresh_when_an_expired_token_shows_in_a_status_only()
    {
        int reloads = 0;
        await using HttpFaultProxy proxy = Refusing(HttpFault.Answer(400, "ExpiredToken", "The provided token has expired."));
        DataJointConfig config = _bucket.Settings(proxy.Endpoint).Set("session_token", "fake-expired-token").Load();
        await using var store = new S3ObjectStore(new StoreSource(() => config.Stores["main"], Reload));

        (await store.StatAsync("a", Cancellation)).ShouldBeNull();

        reloads.ShouldBe(1);

        bool Reload()
        {
            reloads++;
            config["stores.main.session_token"] = "fake-fresh-token";
            proxy.Decide = _ => null;
            return true;
        }
    }

    [Fact]
    public async Task A_wrong_region_is_told_where_only_a_status_is()
    {
        await using HttpFaultProxy proxy = Refusing(HttpFault.Answer(
            400, "AuthorizationHeaderMalformed", "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-3'"));
        await using S3ObjectStore store = _bucket.Settings(proxy.Endpoint).Open();

        foreach (Func<Task> call in Calls(store))
        {
            StoreException fault = await Should.ThrowAsync<StoreException>(call);
            fault.Code.ShouldBe(StoreErrorCode.WrongRegion);
            fault.Hint.ShouldBe("Run: djc config set stores.main.region eu-west-3");
        }
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    public async Task A_region_that_only_a_header_tells_is_told_too(int status)
    {
        var headers = new Dictionary<string, string> { ["x-amz-bucket-region"] = "eu-west-3" };
        HttpFault answer = HttpFault.Answer(status, status == 301 ? "PermanentRedirect" : "AuthorizationHeaderMalformed") with { Headers = headers };
        await using HttpFaultProxy proxy = Refusing(answer);
        await using S3ObjectStore store = _bucket.Settings(proxy.Endpoint).Open();

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.WrongRegion);
        fault.Hint.ShouldBe("Run: djc config set stores.main.region eu-west-3");
    }

    private static IEnumerable<Func<Task>> Calls(S3ObjectStore store) =>
    [
        async () => await store.StatAsync("a", Cancellation),
        async () => await store.CopyAsync("a", "b", null, Cancellation),
        async () => await store.WriteAllBytesAsync("a", "x"u8.ToArray(), new WriteOptions { Overwrite = false }, Cancellation),
    ];

    // A body does not go along with the answer to HEAD.
    private HttpFaultProxy Refusing(HttpFault answer) => new(_server.Endpoint)
    {
        Decide = request => request.HttpMethod == "HEAD" ? answer with { Body = "" } : answer,
    };
}
