using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataJoint.Configuration;
using DataJoint.Identities.Google.Sources;
using DataJoint.Identities.Google.Tokens;
using DataJoint.Servers;

namespace DataJoint.Identities.Google.Tests;

/// <summary>Tokens for any service of Google's, whoever needs them; stores' own cases are with the stores.</summary>
public sealed class GoogleIdentityTests : IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";
    private const string Setting = "secrets.lab.token";

    private readonly IdentityStandIn _service = new(200, """{ "token_type": "Bearer", "expires_in": 3599, "access_token": "fake-token" }""");
    private readonly string _home = Directory.CreateTempSubdirectory("datajoint-google-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _service.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task A_given_key_is_exchanged_once_for_the_scope_that_is_asked_for()
    {
        using GoogleIdentity identity = Identity(given: Given(ServiceAccount()));

        (await identity.GetTokenAsync(Cancellation)).Reveal().ShouldBe("fake-token");
        (await identity.GetTokenAsync(Cancellation)).Reveal().ShouldBe("fake-token");

        (string? _, string? url, string? body, string? _) = _service.Asked.ShouldHaveSingleItem();
        url.ShouldBe("/token");
        ClaimIn(body).GetProperty("scope").GetString().ShouldBe(Scope);
        identity.Name.ShouldBe("service account pipeline@lab.example from a test");
    }

    [Theory]
    [InlineData("https://oauth2.googleapis.com/token")]
    [InlineData("https://accounts.google.com/o/oauth2/token")]
    [InlineData(null)]
    public void A_document_of_a_project_may_name_googles_own_addresses(string? address)
    {
        string uri = address is null ? "" : $", \"token_uri\": \"{address}\"";
        using TokenService service = new(new GoogleIdentityOptions
        {
            Service = new Uri("https://storage.googleapis.com"),
            Scope = Scope,
            TokenSetting = Setting,
            EndpointSetting = "secrets.lab.endpoint",
        });
        string user = $$"""{ "type": "authorized_user", "client_id": "c", "client_secret": "CANARY", "refresh_token": "CANARY"{{uri}} }""";

        CredentialDocument.Read(service, user, "datajoint.json:1:1", isFromProject: true).ShouldBeOfType<SignedInUser>();
    }

    [Fact]
    public async Task A_refused_token_is_forgotten_and_asked_for_again()
    {
        using GoogleIdentity identity = Identity(given: Given(ServiceAccount()));
        Secret refused = await identity.GetTokenAsync(Cancellation);

        await identity.ForgetAsync(refused, Cancellation);
        await identity.GetTokenAsync(Cancellation);

        _service.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_given_one_the_file_that_a_variable_names_comes_first()
    {
        string file = Path.Combine(_home, "key.json");
        await File.WriteAllTextAsync(file, ServiceAccount(), Cancellation);
        using GoogleIdentity identity = Identity(("GOOGLE_APPLICATION_CREDENTIALS", file), ("GCE_METADATA_HOST", new Uri(_service.Address).Authority));

        await identity.GetTokenAsync(Cancellation);

        identity.Name.ShouldBe("service account pipeline@lab.example from the file that GOOGLE_APPLICATION_CREDENTIALS names");
    }

    [Fact]
    public async Task A_machine_asks_the_metadata_server()
    {
        using GoogleIdentity identity = Identity(("GCE_METADATA_HOST", new Uri(_service.Address).Authority));

        await identity.GetTokenAsync(Cancellation);

        (string? _, string? url, string? _, string? header) = _service.Asked.Last();
        url.ShouldBe("/computeMetadata/v1/instance/service-accounts/default/token");
        header.ShouldBe("Google");
        identity.Name.ShouldBe("the service account of this machine (metadata server)");
    }

    [Fact]
    public async Task Without_any_identity_the_setting_that_would_help_is_named()
    {
        using GoogleIdentity identity = Identity(("GCE_METADATA_HOST", "127.0.0.1:1"));

        GoogleIdentityException fault = await ShouldFailAsync(identity, GoogleIdentityFault.Missing);

        fault.Message.ShouldStartWith(Setting + " is not set");
        fault.Diagnostic.Hint.ShouldBe("Run: djc secrets set secrets.lab.token, or: gcloud auth application-default login");
        fault.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_service_that_cannot_be_reached_may_be_asked_again_later()
    {
        using GoogleIdentity identity = Identity(given: Given(ServiceAccount("http://127.0.0.1:1/token")));

        (await ShouldFailAsync(identity, GoogleIdentityFault.Unavailable)).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refusal_repeats_nothing_of_the_answer()
    {
        using var service = new IdentityStandIn(400, """{ "error": "invalid_grant", "error_description": "CANARY is wrong" }""");
        using GoogleIdentity identity = Identity(given: Given(ServiceAccount(service.Address + "/token")));

        GoogleIdentityException fault = await ShouldFailAsync(identity, GoogleIdentityFault.Refused);

        fault.Message.ShouldContain("invalid_grant");
        fault.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task What_the_project_gives_names_no_file()
    {
        string document = ExternalAccount("https://sts.googleapis.com/v1/token");
        using GoogleIdentity identity = Identity(given: new GoogleCredential(new Secret(document), "a test") { IsFromProject = true });

        (await ShouldFailAsync(identity, GoogleIdentityFault.ReferenceInProject)).Diagnostic.Hint.ShouldBe("Run: djc secrets set secrets.lab.token");
    }

    [Theory]
    [InlineData("https://storage.apis-lab.example", GoogleIdentityFault.Missing, null)]
    [InlineData("https://storage.googleapis.com", GoogleIdentityFault.InvalidCredential, "secrets.lab.endpoint")]
    public async Task Another_cloud_is_taken_where_the_service_is_in_it(string service, GoogleIdentityFault expected, string? hint)
    {
        JsonObject document = JsonNode.Parse(ExternalAccount("https://sts.apis-lab.example/v1/token"))!.AsObject();
        document["universe_domain"] = "apis-lab.example";
        using GoogleIdentity identity = Identity(service, Given(document.ToJsonString()));

        // Where it is taken, the file of the subject token is the next thing that is missing.
        GoogleIdentityException fault = await ShouldFailAsync(identity, expected);

        (fault.Diagnostic.Hint ?? "").ShouldContain(hint ?? "");
    }

    private static async Task<GoogleIdentityException> ShouldFailAsync(GoogleIdentity identity, GoogleIdentityFault expected)
    {
        GoogleIdentityException fault = await Should.ThrowAsync<GoogleIdentityException>(async () => await identity.GetTokenAsync(Cancellation));
        fault.Fault.ShouldBe(expected, fault.Message);
        return fault;
    }

    private static JsonElement ClaimIn(string body)
    {
        string claim = body.Split("assertion=")[1].Split('.')[1];
        return JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(claim));
    }

    private static GoogleCredential Given(string document) => new(new Secret(document), "a test");

    private GoogleIdentity Identity(params (string Name, string Value)[] variables) => Identity("https://storage.googleapis.com", null, variables);

    private GoogleIdentity Identity(GoogleCredential given) => Identity("https://storage.googleapis.com", given);

    private GoogleIdentity Identity(string service, GoogleCredential? given, params (string Name, string Value)[] variables) => new(new GoogleIdentityOptions
    {
        Service = new Uri(service),
        Scope = Scope,
        TokenSetting = Setting,
        EndpointSetting = "secrets.lab.endpoint",
        Given = () => given,
        HostEnvironment = new HostEnvironment(variables.ToDictionary(v => v.Name, v => v.Value), homeDirectory: _home),
    });

    private string ServiceAccount(string? address = null)
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new
        {
            type = "service_account",
            client_email = "pipeline@lab.example",
            private_key = key.ExportPkcs8PrivateKeyPem(),
            token_uri = address ?? _service.Address + "/token",
        });
    }

    private string ExternalAccount(string exchange) => JsonSerializer.Serialize(new
    {
        type = "external_account",
        audience = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/lab-pool/providers/github",
        subject_token_type = "urn:ietf:params:oauth:token-type:jwt",
        token_url = exchange,
        credential_source = new { file = Path.Combine(_home, "nothing-here") },
    });
}
