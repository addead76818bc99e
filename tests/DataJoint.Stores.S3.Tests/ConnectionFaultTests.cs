using System.Net;
using System.Net.Sockets;
using DataJoint.Servers;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Every way in which a store cannot be reached has its own id. On Ceph's gateway, which checks signatures and rights.</summary>
public sealed class ConnectionFaultTests : IAsyncLifetime
{
    private const string Wrong = "fake-wrong-secret-key";

    private CephGateway _gateway = null!;
    private TestBucket _bucket = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await CephGateway.SharedAsync();
        _bucket = await TestBucket.MakeAsync(_gateway);
    }

    public async ValueTask DisposeAsync() => await _bucket.DisposeAsync();

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named_by_every_call()
    {
        await using S3ObjectStore store = _bucket.Settings().Set("bucket", "no-such-bucket").Open();

        await ShouldFailAsync(StoreErrorCode.NoSuchBucket, async () => await store.StatAsync("a", Cancellation));
        await ShouldFailAsync(StoreErrorCode.NoSuchBucket, async () => await store.OpenReadAsync("a", null, Cancellation));
        await ShouldFailAsync(StoreErrorCode.NoSuchBucket, async () => await store.ListAsync("", Cancellation).AnyAsync(Cancellation));
        await ShouldFailAsync(StoreErrorCode.NoSuchBucket, async () => await store.DeleteAsync("a", Cancellation));
        (await ShouldFailAsync(StoreErrorCode.NoSuchBucket, async () => await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation)))
            .Message.ShouldContain("no-such-bucket");
    }

    [Fact]
    public async Task A_wrong_secret_is_told_from_an_unknown_key_and_not_shown()
    {
        await using S3ObjectStore wrong = _bucket.Settings().Set("secret_key", Wrong).Open();
        await using S3ObjectStore unknown = _bucket.Settings().Set("access_key", "AKIDNOBODY").Set("secret_key", Wrong).Open();

        foreach (Func<Task> call in Calls(wrong))
        {
            StoreException fault = await ShouldFailAsync(StoreErrorCode.SignatureMismatch, call);
            fault.ToString().ShouldNotContain(Wrong);
            fault.Hint.ShouldBe("Correct secret_key (the program sets it, which beats everything else).");
        }

        foreach (Func<Task> call in Calls(unknown))
        {
            (await ShouldFailAsync(StoreErrorCode.CredentialsRefused, call)).ToString().ShouldNotContain(Wrong);
        }
    }

    [Fact]
    public async Task Missing_rights_are_named_with_the_operation()
    {
        await using S3ObjectStore store = _bucket.Settings().Set("access_key", _gateway.StrangerAccessKey).Set("secret_key", _gateway.StrangerSecretKey).Open();

        (await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await store.ListAsync("", Cancellation).AnyAsync(Cancellation)))
            .Message.ShouldContain("s3:ListBucket");

        // Last, because the gateway leaves the body of a write that it refuses in the connection, before the next request.
        (await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation)))
            .Message.ShouldContain("s3:PutObject");
    }

    [Fact]
    public async Task An_endpoint_that_speaks_no_TLS_says_so()
    {
        await using S3ObjectStore store = _bucket.Settings().Set("endpoint", $"127.0.0.1:{_gateway.Port}").Open();

        StoreException fault = await ShouldFailAsync(StoreErrorCode.TlsNotOffered, async () => await store.StatAsync("a", Cancellation));

        fault.Hint.ShouldBe("Run: djc config set stores.main.secure false");
    }

    [Fact]
    public async Task An_endpoint_with_TLS_is_not_spoken_to_without_and_its_certificate_must_be_trusted()
    {
        await using CephGateway gateway = await CephGateway.StartAsync(Certificates.Shared.Valid, Cancellation);
        await using S3ObjectStore plain = _bucket.Settings().Set("endpoint", $"localhost:{gateway.Port}").Set("secure", "false").Open();
        await using S3ObjectStore secure = _bucket.Settings().Set("endpoint", $"localhost:{gateway.Port}").Open();

        (await Should.ThrowAsync<StoreException>(async () => await plain.StatAsync("a", Cancellation))).Code
            .ShouldBeOneOf(StoreErrorCode.TlsDemanded, StoreErrorCode.UnexpectedAnswer, StoreErrorCode.Unavailable);
        (await ShouldFailAsync(StoreErrorCode.CertificateRejected, async () => await secure.StatAsync("a", Cancellation)))
            .Message.ShouldContain("not signed by an authority that this machine trusts");
    }

    [Theory]
    [InlineData(TlsRefusal.Close)]
    [InlineData(TlsRefusal.Reset)]
    [InlineData(TlsRefusal.Alert)]
    [InlineData(TlsRefusal.OfSslStream)]
    public async Task A_plain_connection_that_is_ended_unanswered_may_want_TLS(TlsRefusal refusal)
    {
        await using var port = new TlsOnlyPort(refusal);
        await using S3ObjectStore store = _bucket.Settings(port.Endpoint).Open();

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));

        fault.Code.ShouldBeOneOf(StoreErrorCode.TlsDemanded, StoreErrorCode.Unavailable);
        fault.Message.ShouldContain("TLS");
        fault.Hint.ShouldNotBeNull().ShouldContain("djc config set stores.main.secure true");
    }

    [Fact]
    public async Task A_connection_that_breaks_within_an_answer_is_not_about_TLS()
    {
        await using var proxy = new HttpFaultProxy(_gateway.Endpoint);
        await using S3ObjectStore store = _bucket.Settings(proxy.Endpoint).Open();
        proxy.Decide = _ => new HttpFault { BreaksAfter = 10 };

        StoreException fault = await ShouldFailAsync(StoreErrorCode.Unavailable, async () => await store.ListAsync("", Cancellation).AnyAsync(Cancellation));

        fault.Message.ShouldNotContain("TLS");
        fault.Hint.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_listening_and_nobody_called_so_are_two_faults()
    {
        await using S3ObjectStore refused = _bucket.Settings().Set("endpoint", "http://127.0.0.1:1").Open();
        await using S3ObjectStore unknown = _bucket.Settings().Set("endpoint", "http://no-such-host.invalid").Open();

        (await ShouldFailAsync(StoreErrorCode.Unavailable, async () => await refused.StatAsync("a", Cancellation))).Message.ShouldContain("nothing listens");
        await ShouldFailAsync(StoreErrorCode.UnknownHost, async () => await unknown.StatAsync("a", Cancellation));
    }

    [Theory]
    [InlineData(403, "RequestTimeTooSkewed", StoreErrorCode.ClockSkew, "DJ4123")]
    [InlineData(403, "ExpiredToken", StoreErrorCode.CredentialsRefused, "DJ4117")]
    [InlineData(403, "AccessDenied", StoreErrorCode.AccessDenied, "DJ4105")]
    [InlineData(403, "QuotaExceeded", StoreErrorCode.StoreFull, "DJ4107")]
    [InlineData(507, "XMinioStorageFull", StoreErrorCode.StoreFull, "DJ4107")]
    [InlineData(501, "NotImplemented", StoreErrorCode.Unsupported, "DJ4112")]
    [InlineData(404, "NoSuchKey", StoreErrorCode.NoSuchBucket, "DJ4116")]
    [InlineData(407, "", StoreErrorCode.ProxyRefused, "DJ4126")]
    [InlineData(418, "Teapot", StoreErrorCode.UnexpectedAnswer, "DJ4128")]
    public async Task What_a_server_answers_has_its_own_id(int status, string code, StoreErrorCode expected, string id)
    {
        await using var proxy = new HttpFaultProxy(_gateway.Endpoint) { Decide = _ => HttpFault.Answer(status, code) };
        await using S3ObjectStore store = _bucket.Settings(proxy.Endpoint).Open();

        (await ShouldFailAsync(expected, async () => await store.ListAsync("", Cancellation).AnyAsync(Cancellation))).Diagnostic.Id.ShouldBe(id);
    }

    [Fact]
    public async Task A_wrong_region_is_told_with_the_right_one()
    {
        await using var proxy = new HttpFaultProxy(_gateway.Endpoint)
        {
            Decide = _ => HttpFault.Answer(400, "AuthorizationHeaderMalformed", "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-3'"),
        };
        await using S3ObjectStore store = _bucket.Settings(proxy.Endpoint).Open();

        StoreException fault = await ShouldFailAsync(StoreErrorCode.WrongRegion, async () => await store.ListAsync("", Cancellation).AnyAsync(Cancellation));

        fault.Message.ShouldContain("eu-west-3");
        fault.Hint.ShouldBe("Run: djc config set stores.main.region eu-west-3");
    }

    [Fact]
    public async Task A_web_page_is_no_S3()
    {
        await using var proxy = new HttpFaultProxy(_gateway.Endpoint)
        {
            Decide = _ => new HttpFault { Status = 200, Body = "<!doctype html><html><body>Please log in.<br></body></html>" },
        };
        await using S3ObjectStore store = _bucket.Settings(proxy.Endpoint).Open();

        await ShouldFailAsync(StoreErrorCode.UnexpectedAnswer, async () => await store.ListAsync("", Cancellation).AnyAsync(Cancellation));
    }

    [Fact]
    public async Task Bytes_that_are_spoilt_on_the_way_to_the_server_are_refused_there()
    {
        await using var proxy = new HttpFaultProxy(_gateway.Endpoint) { Decide = request => request.HttpMethod == "PUT" ? HttpFault.SpoiltRequest : null };
        await using S3ObjectStore store = _bucket.Settings(proxy.Endpoint).Open();

        await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await store.WriteAllBytesAsync("a", new byte[10_000], null, Cancellation));

        (await _bucket.KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_proxy_is_used_and_its_password_is_shown_nowhere()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        Task<string> asked = RefuseAsync(proxy);
        await using S3ObjectStore store = _bucket.Settings(new Uri("http://s3.example.com"))
            .Set("proxy_server", $"http://lab:not-a-real-password@127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}").Open();

        StoreException fault = await ShouldFailAsync(StoreErrorCode.ProxyRefused, async () => await store.ListAsync("", Cancellation).AnyAsync(Cancellation));

        (await asked).ShouldStartWith("GET http://s3.example.com/");
        fault.ToString().ShouldNotContain("not-a-real-password");
        store.ToString().ShouldNotContain("not-a-real-password");
    }

    [Fact]
    public async Task A_report_says_where_and_as_whom()
    {
        await using S3ObjectStore store = _bucket.Settings().Open();

        StoreReport report = await store.ReportAsync(Cancellation);

        report.Endpoint.ShouldBe(_gateway.Endpoint.GetLeftPart(UriPartial.Authority));
        report.Identity.ShouldStartWith("the access key from the configuration (");
        report.ToString().ShouldNotContain(_gateway.AccessKey[..4]);
        report.IsAmbient.ShouldBeFalse();
        report.Tls.ShouldBeNull();
        report.ClockSkew!.Value.ShouldBe(TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    private static async Task<string> RefuseAsync(TcpListener proxy)
    {
        using TcpClient client = await proxy.AcceptTcpClientAsync(Cancellation);
        using var reader = new StreamReader(client.GetStream());
        string? first = await reader.ReadLineAsync(Cancellation);
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 })
        {
        }

        await client.GetStream().WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancellation);
        return first ?? "";
    }

    private static IEnumerable<Func<Task>> Calls(S3ObjectStore store) =>
    [
        async () => await store.StatAsync("a", Cancellation),
        async () => await store.OpenReadAsync("a", null, Cancellation),
        async () => await store.ListAsync("", Cancellation).AnyAsync(Cancellation),
        async () => await store.DeleteAsync("a", Cancellation),
        async () => await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation),
    ];

    private static async Task<StoreException> ShouldFailAsync(StoreErrorCode code, Func<Task> call)
    {
        StoreException fault = await Should.ThrowAsync<StoreException>(call);
        fault.Code.ShouldBe(code, fault.Message);
        fault.StoreName.ShouldBe("main");
        return fault;
    }
}
