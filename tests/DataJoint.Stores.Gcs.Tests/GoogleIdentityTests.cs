using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Configuration.Tests;
using DataJoint.Servers;
using DataJoint.Stores.Gcs.Endpoints;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>Who asks: keys as JSON and as a file, users of gcloud, machines, and what is refused; against stand-ins.</summary>
public sealed class GoogleIdentityTests : IAsyncLifetime
{
    private readonly GcsStandInStore _environment = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _environment.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_service_account_signs_a_claim_of_an_hour()
    {
        await ShouldWorkAsync(_environment.Open(), "service account pipeline@lab.example from stores.main.token");

        string claim = _environment.Server.Claims.ShouldHaveSingleItem();
        claim.ShouldStartWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
        string[] parts = claim.Split("assertion=")[1].Split('.');
        parts.Length.ShouldBe(3);
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        header.RootElement.GetProperty("alg").GetString().ShouldBe("RS256");
        header.RootElement.GetProperty("kid").GetString().ShouldBe("key-1");
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        claims.RootElement.GetProperty("iss").GetString().ShouldBe("pipeline@lab.example");
        claims.RootElement.GetProperty("aud").GetString().ShouldBe(_environment.Server.Address + "/token");
        (claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64()).ShouldBe(3600);
    }

    [Fact]
    public async Task A_token_may_be_kept_elsewhere()
    {
        SecretVault manager = new() { Failure = new IOException("CANARY") };
        DataJointConfig config = _environment.Load();
        config["stores.main.token"] = manager.Keep("CANARY-reference", _environment.KeyDocument);
        var store = (GcsObjectStore)_environment.Make(new StoreSource(() => config.Stores["main"]));

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.ReadAllBytesAsync("a", Cancellation));
        (fault.Code, fault.IsTransient).ShouldBe((StoreErrorCode.SecretUnresolved, true));
        fault.ToString().ShouldNotContain("CANARY");

        manager.Failure = null;
        int before = manager.Asked;
        await ShouldWorkAsync(store, "service account pipeline@lab.example from stores.main.token");
        (manager.Asked - before, manager.AskedSynchronously).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_token_may_be_the_path_of_the_key()
    {
        await File.WriteAllTextAsync(_folder["key.json"], _environment.KeyDocument, Cancellation);
        await ShouldWorkAsync(_environment.Open(("token", _folder["key.json"])), "service account pipeline@lab.example from the file of stores.main.token");
    }

    [Theory]
    [InlineData("token", "/dev/zero", "a character device")]
    [InlineData("token", "pipe", "a FIFO")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "pipe", "a FIFO")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "large", "larger than 1 MiB")]
    public async Task A_pipe_a_device_and_what_is_too_large_are_told_and_not_read(string name, string file, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        await _folder.MakePipeAsync("pipe", Cancellation);
        using (FileStream large = File.Create(_folder["large"]))
        {
            large.SetLength(2 << 20);
        }

        string path = file.StartsWith('/') ? file : _folder[file];
        IObjectStore store = name == "token" ? _environment.Open(("token", path)) : _environment.Make(new StoreSource(_environment.Spec(("token", null))), (name, path));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () =>
            await Task.Run(async () => await store.StatAsync("a", Cancellation), Cancellation).WaitAsync(TimeSpan.FromMinutes(5), Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.NoCredentials);
        fault.Message.ShouldContain(name);
        fault.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task The_platform_is_asked_in_googles_order()
    {
        await File.WriteAllTextAsync(_folder["named.json"], _environment.KeyDocument, Cancellation);
        await File.WriteAllTextAsync(_folder["application_default_credentials.json"], UserDocument("good"), Cancellation);
        var source = new StoreSource(_environment.Spec(("token", null)));

        await ShouldWorkAsync(
            _environment.Make(source, ("GOOGLE_APPLICATION_CREDENTIALS", _folder["named.json"]), ("CLOUDSDK_CONFIG", _folder.Path)),
            "service account pipeline@lab.example from the file that GOOGLE_APPLICATION_CREDENTIALS names", isAmbient: true);
        await ShouldWorkAsync(_environment.Make(source, ("CLOUDSDK_CONFIG", _folder.Path)), "the user who signed in, from gcloud's", isAmbient: true);
    }

    [Fact]
    public async Task Without_any_identity_it_says_so()
    {
        IObjectStore store = _environment.Make(new StoreSource(_environment.Spec(("token", null))), ("GCE_METADATA_HOST", "127.0.0.1:1"));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.NoCredentials);
        fault.Hint.ShouldNotBeNull().ShouldContain("gcloud auth application-default login");
    }

    [Fact]
    public async Task A_refusal_of_the_token_service_repeats_nothing()
    {
        GcsObjectStore store = _environment.Open(("token", UserDocument("refused")));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.CredentialsRefused, fault.Message);
        fault.Message.ShouldContain("invalid_grant");
        fault.ToString().ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("{ \"type\": \"service_account\", \"CANARY\": ")]
    [InlineData("{ \"type\": \"external_account\", \"x\": \"CANARY\" }")]
    [InlineData("{ \"type\": \"service_account\", \"client_email\": \"a@b.example\", \"private_key\": \"CANARY\" }")]
    [InlineData("{ \"type\": \"service_account\", \"client_email\": \"a@b.example\" }")]
    [InlineData("CANARY-no-such-file.json")]
    public async Task A_credential_that_is_none_is_told_and_not_shown(string token)
    {
        GcsObjectStore store = _environment.Open(("token", token));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));
        fault.Code.ShouldBeOneOf(StoreErrorCode.InvalidAttribute, StoreErrorCode.NoCredentials);
        fault.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task A_token_that_was_withdrawn_is_asked_for_again()
    {
        GcsObjectStore store = _environment.Open();
        await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);
        _environment.Server.Withdraw();
        (await store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("x"u8.ToArray());
        _environment.Server.Claims.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_is_rotated_is_taken_up_without_opening_anew()
    {
        StoreSpec current = _environment.Spec(("token", UserDocument("refused")));
        IObjectStore store = _environment.Make(new StoreSource(() => current, () =>
        {
            current = _environment.Spec();
            return true;
        }));
        (await store.StatAsync("a", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named()
    {
        _environment.Server.Denied.Add("create");
        GcsObjectStore store = _environment.Open();
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.AccessDenied);
        fault.Message.ShouldContain("storage.objects.create");
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_told_by_every_call()
    {
        GcsObjectStore store = _environment.Open(("bucket", "nothing-here"));
        foreach (Func<Task> call in (Func<Task>[])
        [
            async () => await store.StatAsync("a", Cancellation),
            async () => await store.ListAsync("", Cancellation).CountAsync(Cancellation),
            async () => await store.OpenReadAsync("a", null, Cancellation),
            async () => await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation),
            async () => await store.DeleteAsync("a", Cancellation),
        ])
        {
            StoreException fault = await Should.ThrowAsync<StoreException>(call);
            fault.Code.ShouldBe(StoreErrorCode.NoSuchBucket, fault.Message);
            fault.Message.ShouldContain("nothing-here");
        }
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("example.com:0")]
    [InlineData("https://user:CANARY@example.com")]
    [InlineData("https://example.com/path")]
    [InlineData("example.com:")]
    public void An_endpoint_that_is_none_is_refused(string endpoint)
    {
        StoreException fault = Should.Throw<StoreException>(() => _environment.Open(("endpoint", endpoint)));
        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public void A_token_is_not_sent_in_clear_to_another_machine()
    {
        StoreException fault = Should.Throw<StoreException>(() => _environment.Open(("endpoint", "http://storage.example:4443")));
        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Message.ShouldContain("token");
        fault.Hint.ShouldBe("Run: djc config set stores.main.endpoint https://storage.example:4443");
    }

    [Theory]
    [InlineData("https://127.0.0.1:4443/session/1", false)]
    [InlineData("http://127.0.0.1:4444/session/1", false)]
    [InlineData("http://storage.example:4443/session/1", false)]
    [InlineData("http://127.0.0.1:4443/session/1", true)]
    public void A_session_is_followed_on_the_same_server_only(string session, bool isSame) =>
        GcsAddress.From(_environment.Spec(("endpoint", "http://127.0.0.1:4443"))).IsSameServer(new Uri(session)).ShouldBe(isSame);

    [Theory]
    [InlineData("project/../other")]
    [InlineData("..")]
    [InlineData("project/./data")]
    [InlineData("project//data")]
    public void A_location_that_is_no_path_is_refused(string location)
    {
        StoreException fault = Should.Throw<StoreException>(() => _environment.Open(("location", location)));
        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Message.ShouldContain("location");
    }

    [Fact]
    public async Task Many_refusals_at_once_ask_for_one_new_token()
    {
        GcsObjectStore store = _environment.Open();
        await store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);
        for (int round = 1; round <= 5; round++)
        {
            _environment.Server.Withdraw();
            await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(async () => await store.StatAsync("a", Cancellation))));
            _environment.Server.Claims.Count.ShouldBe(1 + round);
        }
    }

    [Fact]
    public async Task The_metadata_server_is_never_asked_through_a_proxy()
    {
        IWebProxy former = HttpClient.DefaultProxy;
        var proxy = new WatchedProxy("metadata.google.invalid");
        HttpClient.DefaultProxy = proxy;
        try
        {
            IObjectStore store = _environment.Make(new StoreSource(_environment.Spec(("token", null))), ("GCE_METADATA_HOST", "metadata.google.invalid"));
            (await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation))).Code.ShouldBe(StoreErrorCode.NoCredentials);
        }
        finally
        {
            HttpClient.DefaultProxy = former;
        }

        proxy.WasAsked.ShouldBeFalse();
    }

    private static async Task ShouldWorkAsync(IObjectStore store, string identity, bool isAmbient = false)
    {
        await store.WriteAllBytesAsync("a/b", Encoding.UTF8.GetBytes("hello"), null, Cancellation);
        (await store.ReadAllBytesAsync("a/b", Cancellation)).ShouldBe("hello"u8.ToArray());
        StoreReport report = await ((IStoreReporting)store).ReportAsync(Cancellation);
        report.Identity.ShouldStartWith(identity);
        report.IsAmbient.ShouldBe(isAmbient);
    }

    private string UserDocument(string token) => JsonSerializer.Serialize(new
    {
        type = "authorized_user",
        client_id = "client",
        client_secret = "CANARY",
        refresh_token = token,
        token_uri = _environment.Server.Address + "/token",
    });
}
