using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>A credential document in datajoint.json may be a stranger's: it names neither a file nor an address.</summary>
public sealed class ProjectDocumentTests : IAsyncLifetime
{
    private const string Federation = """
        "type": "external_account", "audience": "a", "subject_token_type": "urn:ietf:params:oauth:token-type:jwt", "token_url": "https://sts.googleapis.com/v1/token"
        """;

    private const string User = """ "type": "authorized_user", "client_id": "c", "client_secret": "CANARY", "refresh_token": "CANARY" """;

    private const string Acting = """
        "type": "impersonated_service_account",
        "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.example:generateAccessToken"
        """;

    private readonly GcsStandInStore _environment = new();
    private readonly TemporaryFolder _project = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Documents => new()
    {
        { $$""" { {{Federation}}, "credential_source": { "file": "SUBJECT" } } """, "type external_account" },
        { $$""" { {{Federation}}, "credential_source": { "url": "SERVER/subject" } } """, "type external_account" },
        { $$""" { {{Federation}}, "credential_source": { "executable": { "command": "touch SUBJECT.ran" } } } """, "type external_account" },
        { $$""" { {{Federation}}, "credential_source": { "environment_id": "aws1", "url": "SERVER/subject" } } """, "type external_account" },
        { $$""" { {{Federation}}, "type": "authorized_user", "type": "external_account", "credential_source": { "file": "SUBJECT" } } """, "type external_account" },
        { $$""" { {{Acting}}, "source_credentials": { {{User}} } } """, "type impersonated_service_account" },
        { $$""" { {{Acting}}, "source_credentials": { {{Federation}}, "credential_source": { "file": "SUBJECT" } } } """, "type impersonated_service_account" },
        { $$""" { {{User}}, "token_uri": "SERVER/token" } """, "token_uri" },
        { $$""" { {{User}}, "token_uri": "https://oauth2.googleapis.com.evil.example/token" } """, "token_uri" },
        { $$""" { {{User}}, "token_uri": "https://oauth2.googleapis.com@evil.example/token" } """, "token_uri" },
        { $$""" { {{User}}, "token_uri": "https://oauth2.googleapis.com:8443/token" } """, "token_uri" },
        { $$""" { {{User}}, "token_uri": "http://oauth2.googleapis.com/token" } """, "token_uri" },
        { $$""" { {{User}}, "token_uri": "file:///etc/hostname" } """, "token_uri" },
        { $$""" { {{User}}, "token_uri": "" } """, "token_uri" },
        { "KEY", "token_uri" },
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _environment.DisposeAsync();
        _project.Dispose();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task It_is_refused_in_the_projects_files(string document, string what)
    {
        string text = await FillAsync(document);
        Write("datajoint.json", text);
        await ShouldBeRefusedAsync(Load(), what);

        Write("datajoint.json", null);
        Write("datajoint.lab.json", text);
        await ShouldBeRefusedAsync(Load(("DJ_ENV", "lab")), what);

        // By its path, too: the endpoint is given outside, so that the path alone is at issue.
        await File.WriteAllTextAsync(_project["key.json"], text, Cancellation);
        Write("datajoint.json", "key.json", endpoint: false);
        await ShouldBeRefusedAsync(Load(("DJ_STORES_MAIN_ENDPOINT", _environment.Server.Address)), what);

        _environment.Server.Claims.ShouldBeEmpty();
        _environment.Server.Exchanges.ShouldBeEmpty();
        File.Exists(_project["subject.ran"]).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_key_works_from_secrets_and_from_a_variable()
    {
        Write("datajoint.json", null);
        await ShouldWorkAsync(Load(("DJ_STORES_MAIN_TOKEN", _environment.KeyDocument), ("DJ_TRUST", "127.0.0.1")));

        await File.WriteAllTextAsync(_project["key.json"], _environment.KeyDocument, Cancellation);
        Directory.CreateDirectory(_project[".secrets"]);
        await File.WriteAllTextAsync(_project[".secrets/stores.main.token"], "key.json", Cancellation);
        await ShouldWorkAsync(Load(("DJ_TRUST", "127.0.0.1")));
    }

    [Theory]
    [InlineData("""{ "type": "external_account", "credential_source": { "file": "SUBJECT" } }""", true)]
    [InlineData("""{ "type": "service_account", "type": "external_account" }""", true)]
    [InlineData("""{ "type": "\u0065xternal_account" }""", true)]
    [InlineData("""{ "type": "impersonated_service_account", "source_credentials": { "type": "authorized_user" } }""", true)]
    [InlineData("""{ "a": { "type": "service_account" }, "type": "external_account" }""", true)]
    [InlineData("""{ "a": ["type", "service_account"], "b": "type" }""", true)]
    [InlineData("/home/ana/.config/gcloud/application_default_credentials.json", true)]
    [InlineData("KEY", false)]
    [InlineData("""{ "a": { "type": "external_account" }, "type": "authorized_user" }""", false)]
    public async Task In_secrets_what_leads_to_a_credential_of_the_users_goes_to_no_host_that_only_the_project_names(string document, bool needsTrust)
    {
        Directory.CreateDirectory(_project[".secrets"]);
        await File.WriteAllTextAsync(_project[".secrets/stores.main.token"], await FillAsync(document), Cancellation);
        Write("datajoint.json", null);

        IReadOnlyList<Diagnostic> found = Load().CheckDestination();
        found.Select(d => d.Id).ShouldBe(needsTrust ? [DiagnosticIds.TokenToProjectHost] : []);
        if (needsTrust)
        {
            found[0].Message.ShouldStartWith("what stores.main.token leads to (.secrets/stores.main.token:1:1) would go to ");
            Should.Throw<StoreException>(() => new StoreSource(Load())).Code.ShouldBe(StoreErrorCode.TokenToProjectHost);
        }

        Load(("DJ_TRUST", "127.0.0.1")).CheckDestination().ShouldBeEmpty();
        Write("datajoint.json", null, endpoint: false);
        Load().CheckDestination().ShouldBeEmpty();
    }

    private async Task ShouldBeRefusedAsync(StoreSpec spec, string what)
    {
        IObjectStore store = _environment.Make(new StoreSource(spec));
        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await store.StatAsync("a", Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.ReferenceInProjectCredential, fault.Message);
        fault.Message.ShouldContain($"has {what}, which names a file or an address");
        fault.ToString().ShouldNotContain("CANARY");
    }

    private async Task ShouldWorkAsync(StoreSpec spec) =>
        (await _environment.Make(new StoreSource(spec)).StatAsync("a", Cancellation)).ShouldBeNull();

    private async Task<string> FillAsync(string document)
    {
        await File.WriteAllTextAsync(_project["subject"], "fake-subject-token", Cancellation);
        return document == "KEY" ? _environment.KeyDocument
            : document.Trim().Replace("SUBJECT", _project["subject"], StringComparison.Ordinal).Replace("SERVER", _environment.Server.Address, StringComparison.Ordinal);
    }

    private void Write(string file, string? token, bool endpoint = true)
    {
        Dictionary<string, string> store = new() { ["protocol"] = "gcs", ["location"] = "x", ["bucket"] = _environment.Server.Bucket.Name };
        if (endpoint)
        {
            store["endpoint"] = _environment.Server.Address;
        }

        if (token is not null)
        {
            store["token"] = token;
        }

        File.WriteAllText(_project[file], JsonSerializer.Serialize(new { stores = new { main = store } }));
    }

    private StoreSpec Load(params (string Name, string Value)[] variables) => DataJointConfig.Load(new ConfigurationOptions
    {
        StartDirectory = _project.Path,
        HostEnvironment = new HostEnvironment(variables.ToDictionary(v => v.Name, v => v.Value), _project.Path),
    }).Snapshot.Stores["main"];
}
