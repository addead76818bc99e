using System.Text.Json;
using System.Text.Json.Nodes;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>Workload identity federation and service accounts for whom somebody acts, against stand-ins.</summary>
public sealed class ExternalAccountTests : IAsyncLifetime
{
    private const string Account = "pipeline@lab.example";

    private readonly GcsStandInStore _environment = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string ImpersonationUrl => $"{_environment.Server.Address}/v1/projects/-/serviceAccounts/{Account}:generateAccessToken";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _environment.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_token_in_a_file_is_exchanged()
    {
        await File.WriteAllTextAsync(_folder["token"], "fake-subject-token\n", Cancellation);
        await ShouldWorkAsync(_environment.Open(("token", Document(FromFile()))), "workload identity lab-pool/github from stores.main.token");

        (Dictionary<string, string>? form, string? client) = _environment.Server.Exchanges.ShouldHaveSingleItem();
        client.ShouldBeNull();
        form.ShouldBe(
            new Dictionary<string, string>
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
                ["audience"] = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/lab-pool/providers/github",
                ["scope"] = "https://www.googleapis.com/auth/devstorage.read_write",
                ["requested_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
                ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
                ["subject_token"] = "fake-subject-token",
            },
            ignoreOrder: true);
        _environment.Server.Impersonations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_may_be_a_member_of_a_json_file()
    {
        await File.WriteAllTextAsync(_folder["token"], """{ "other": 1, "id_token": "fake-subject-token" }""", Cancellation);
        JsonObject source = FromFile();
        source["format"] = new JsonObject { ["type"] = "json", ["subject_token_field_name"] = "id_token" };

        await ShouldWorkAsync(_environment.Open(("token", Document(source))), "workload identity lab-pool/github");
    }

    [Fact]
    public async Task What_the_action_of_github_writes_acts_for_a_service_account()
    {
        string document = Document(FromGitHub("fake-request-token"), ("service_account_impersonation_url", ImpersonationUrl), ("universe_domain", "googleapis.com"));
        await File.WriteAllTextAsync(_folder["gha-creds.json"], document, Cancellation);
        IObjectStore store = _environment.Make(new StoreSource(_environment.Spec(("token", null))), ("GOOGLE_APPLICATION_CREDENTIALS", _folder["gha-creds.json"]));

        await ShouldWorkAsync(
            store, "workload identity lab-pool/github, acting for service account pipeline@lab.example, from the file that GOOGLE_APPLICATION_CREDENTIALS names", isAmbient: true);

        _environment.Server.SubjectRequests.ShouldHaveSingleItem().ShouldBe("Bearer fake-request-token");
        _environment.Server.Exchanges.ShouldHaveSingleItem().Form["scope"].ShouldBe("https://www.googleapis.com/auth/cloud-platform");
        (string path, string body) = _environment.Server.Impersonations.ShouldHaveSingleItem();
        path.ShouldBe("v1/projects/-/serviceAccounts/pipeline@lab.example:generateAccessToken");
        JsonSerializer.Deserialize<JsonObject>(body)!.ToJsonString()
            .ShouldBe("""{"delegates":[],"scope":["https://www.googleapis.com/auth/devstorage.read_write"],"lifetime":"3600s"}""");
    }

    [Fact]
    public async Task A_lifetime_and_a_client_are_passed_on()
    {
        await File.WriteAllTextAsync(_folder["token"], "fake-subject-token", Cancellation);
        string document = Document(
            FromFile(), ("service_account_impersonation_url", ImpersonationUrl), ("service_account_impersonation", new JsonObject { ["token_lifetime_seconds"] = 2800 }),
            ("client_id", "client"), ("client_secret", "fake"));

        await ShouldWorkAsync(_environment.Open(("token", document)), "workload identity lab-pool/github, acting for");

        _environment.Server.Impersonations.ShouldHaveSingleItem().Body.ShouldContain("\"2800s\"");
        _environment.Server.Exchanges.ShouldHaveSingleItem().Client.ShouldBe("Basic Y2xpZW50OmZha2U=");
    }

    [Fact]
    public async Task A_token_that_its_file_has_anew_is_taken_up()
    {
        await File.WriteAllTextAsync(_folder["token"], "fake-subject-token", Cancellation);
        GcsObjectStore store = _environment.Open(("token", Document(FromFile())));
        (await store.StatAsync("a", Cancellation)).ShouldBeNull();

        await File.WriteAllTextAsync(_folder["token"], "fake-second-token", Cancellation);
        _environment.Server.Subject = "fake-second-token";
        _environment.Server.Withdraw();

        (await store.StatAsync("a", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_service_account_for_which_another_acts_is_understood()
    {
        var document = new JsonObject
        {
            ["type"] = "impersonated_service_account",
            ["service_account_impersonation_url"] = ImpersonationUrl,
            ["delegates"] = new JsonArray("between@lab.example", "projects/-/serviceAccounts/last@lab.example"),
            ["source_credentials"] = JsonNode.Parse(_environment.KeyDocument.Replace(Account, "source@lab.example", StringComparison.Ordinal)),
        };

        await ShouldWorkAsync(
            _environment.Open(("token", document.ToJsonString())), "service account pipeline@lab.example, for which service account source@lab.example from stores.main.token");

        string claim = _environment.Server.Claims.ShouldHaveSingleItem().Split("assertion=")[1].Split('.')[1];
        System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(claim)).ShouldContain("https://www.googleapis.com/auth/cloud-platform");
        _environment.Server.Impersonations.ShouldHaveSingleItem().Body.ShouldContain(
            "[\"projects/-/serviceAccounts/between@lab.example\",\"projects/-/serviceAccounts/last@lab.example\"]");
    }

    [Fact]
    public async Task Who_may_not_act_for_the_account_is_told_which_role_is_missing()
    {
        _environment.Server.MayImpersonate = false;

        StoreException fault = await ShouldFailAsync(Document(FromGitHub("fake-request-token"), ("service_account_impersonation_url", ImpersonationUrl)));

        fault.Code.ShouldBe(StoreErrorCode.CredentialsRefused);
        fault.Message.ShouldContain("PERMISSION_DENIED");
        fault.Hint.ShouldNotBeNull().ShouldContain("roles/iam.workloadIdentityUser");
    }

    [Fact]
    public async Task A_refusal_of_the_exchange_or_the_provider_repeats_nothing()
    {
        _environment.Server.Subject = "another";
        await File.WriteAllTextAsync(_folder["token"], "CANARY", Cancellation);
        StoreException refused = await ShouldFailAsync(Document(FromFile()));
        refused.Code.ShouldBe(StoreErrorCode.CredentialsRefused);
        refused.Message.ShouldContain("invalid_grant");

        StoreException denied = await ShouldFailAsync(Document(FromGitHub("refused")));
        denied.Code.ShouldBe(StoreErrorCode.CredentialsRefused);
        denied.Message.ShouldContain("denied");
    }

    [Theory]
    [InlineData(null, null, "cannot be read")]
    [InlineData("", null, "holds no token")]
    [InlineData("CANARY", "id_token", "holds no token")]
    [InlineData("{ \"CANARY\": 1 }", "id_token", "holds no token")]
    public async Task A_file_without_a_token_is_told_and_not_shown(string? content, string? field, string expected)
    {
        JsonObject source = FromFile("CANARY-token");
        if (content is not null)
        {
            await File.WriteAllTextAsync(_folder["CANARY-token"], content, Cancellation);
        }

        if (field is not null)
        {
            source["format"] = new JsonObject { ["type"] = "json", ["subject_token_field_name"] = field };
        }

        StoreException fault = await ShouldFailAsync(Document(source));

        fault.Code.ShouldBe(StoreErrorCode.NoCredentials);
        fault.Message.ShouldContain(expected);
        _environment.Server.Exchanges.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pipe_in_place_of_the_token_is_told_and_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        await _folder.MakePipeAsync("CANARY-token", Cancellation);

        StoreException fault = await Task.Run(() => ShouldFailAsync(Document(FromFile("CANARY-token"))), Cancellation).WaitAsync(TimeSpan.FromMinutes(5), Cancellation);

        fault.Message.ShouldContain("credential_source.file");
        fault.Message.ShouldContain("it is a FIFO, and a regular file is expected");
    }

    [Theory]
    [InlineData("""{ "executable": { "command": "/bin/CANARY" } }""", "executable names a program", "--credential-source-file")]
    [InlineData("""{ "environment_id": "aws1", "url": "http://169.254.169.254/CANARY" }""", "AWS", "--credential-source-file")]
    [InlineData("""{ "certificate": { "CANARY": true } }""", "neither file nor url", "--credential-source-file")]
    [InlineData("""{ "url": "http://tokens.example/CANARY" }""", "url must begin with https://", null)]
    [InlineData("""{ "url": "https://CANARY@tokens.example/" }""", "url must begin with https://", null)]
    [InlineData("""{ "url": "https://tokens.example/", "headers": { "A": "CANARY\n" } }""", "headers", null)]
    [InlineData("""{ "url": "https://tokens.example/", "headers": { "CANARY CANARY": "x" } }""", "headers", null)]
    [InlineData("""{ "file": "/CANARY", "format": { "type": "xml" } }""", "type must be text or json", null)]
    [InlineData("""{ "file": "/CANARY", "format": { "type": "json" } }""", "subject_token_field_name is missing", null)]
    public async Task A_source_that_is_not_supported_is_refused_with_what_to_do(string source, string expected, string? hint)
    {
        StoreException fault = await ShouldFailAsync(Document(JsonNode.Parse(source)!.AsObject()));

        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Message.ShouldContain(expected);
        fault.Hint.ShouldNotBeNull().ShouldContain(hint ?? "Correct token (the program sets it");
        _environment.Server.Exchanges.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("token_url", "https://sts.CANARY.example/v1/token")]
    [InlineData("token_url", "http://sts.googleapis.com/v1/token")]
    [InlineData("token_url", "https://sts.googleapis.com:444/v1/token")]
    [InlineData("token_url", "https://CANARY@sts.googleapis.com/v1/token")]
    [InlineData("token_url", "http://127.0.0.1:1/v1/token")]
    [InlineData("token_url", "https://storage.googleapis.com/CANARY")]
    [InlineData("service_account_impersonation_url", "https://iamcredentials.example/v1/projects/-/serviceAccounts/CANARY:generateAccessToken")]
    [InlineData("service_account_impersonation_url", "https://iamcredentials.googleapis.com/v1/CANARY")]
    [InlineData("universe_domain", "CANARY.example")]
    [InlineData("universe_domain", "")]
    [InlineData("audience", "")]
    [InlineData("subject_token_type", "")]
    public async Task Tokens_go_to_google_only(string member, string value)
    {
        await File.WriteAllTextAsync(_folder["token"], "fake-subject-token", Cancellation);

        StoreException fault = await ShouldFailAsync(Document(FromFile(), (member, value)));

        fault.Code.ShouldBe(StoreErrorCode.InvalidAttribute);
        fault.Message.ShouldContain(member);
        _environment.Server.Exchanges.ShouldBeEmpty();
    }

    private static async Task ShouldWorkAsync(IObjectStore store, string identity, bool isAmbient = false)
    {
        await store.WriteAllBytesAsync("a/b", "hello"u8.ToArray(), null, Cancellation);
        (await store.ReadAllBytesAsync("a/b", Cancellation)).ShouldBe("hello"u8.ToArray());
        StoreReport report = await ((IStoreReporting)store).ReportAsync(Cancellation);
        report.Identity.ShouldStartWith(identity);
        report.IsAmbient.ShouldBe(isAmbient);
    }

    private async Task<StoreException> ShouldFailAsync(string document)
    {
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await _environment.Open(("token", document)).StatAsync("a", Cancellation));
        fault.ToString().ShouldNotContain("CANARY");
        (fault.Hint ?? "").ShouldNotContain("CANARY");
        return fault;
    }

    private JsonObject FromFile(string name = "token") => new() { ["file"] = _folder[name] };

    private JsonObject FromGitHub(string requestToken) => new()
    {
        ["url"] = _environment.Server.Address + "/subject?api-version=2.0&audience=lab",
        ["headers"] = new JsonObject { ["Authorization"] = "Bearer " + requestToken },
        ["format"] = new JsonObject { ["type"] = "json", ["subject_token_field_name"] = "value" },
    };

    private string Document(JsonObject source, params (string Member, JsonNode Value)[] others)
    {
        var document = new JsonObject
        {
            ["type"] = "external_account",
            ["audience"] = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/lab-pool/providers/github",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["token_url"] = _environment.Server.Address + "/v1/token",
            ["credential_source"] = source,
        };
        foreach ((string member, JsonNode value) in others)
        {
            document[member] = value;
        }

        return document.ToJsonString();
    }
}
