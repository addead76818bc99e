using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests.Vault;

/// <summary>Whom the token is sent to, and what is said of a server that does not serve.</summary>
public sealed class VaultServerTests
{
    private const string Reference = "ref+vault://secret/lab/db#/password";

    public static TheoryData<string> Rogues { get; } = ["expired", "wrong host", "foreign"];

    [Theory]
    [MemberData(nameof(Rogues))]
    public async Task Nothing_is_sent_to_a_server_whose_certificate_is_not_verified(string kind)
    {
        Certificates all = Certificates.Shared;
        await using VaultRig rig = new(kind == "expired" ? all.Expired : kind == "foreign" ? all.Foreign : all.WrongHost);
        rig.Variables["VAULT_TOKEN"] = "hvs.CANARY";
        rig.Variables["VAULT_SKIP_VERIFY"] = "true";

        SecretException failure = await rig.FailAsync(Reference, SecretRules.Unreachable);

        failure.IsTransient.ShouldBeFalse("another try changes nothing");
        failure.Message.ShouldEndWith("the server's certificate cannot be verified");
        failure.Diagnostic.Hint.ShouldNotBeNull().ShouldContain("VAULT_SKIP_VERIFY has no effect");
        rig.Vault.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Authorities_may_be_a_folder_or_a_text()
    {
        await using VaultRig rig = new();
        await rig.Administrator.PutAsync("secret/lab/db", """{ "password": "CANARY-1" }""");
        rig.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;
        rig.Variables.Remove("VAULT_CACERT");
        rig.Variables["VAULT_CAPATH"] = rig.Home;
        File.Copy(Certificates.Shared.CaFile, Path.Combine(rig.Home, "ca.pem"));
        (await rig.ReadAsync(Reference)).ShouldBe("CANARY-1");

        await using VaultRig other = new();
        other.Variables["VAULT_CACERT"] = Path.Combine(other.Home, "missing.pem");
        (await other.FailAsync(Reference, SecretRules.Unresolved)).Message.ShouldStartWith("the certificates of VAULT_CACERT cannot be read");
    }

    [Theory]
    [InlineData("http://vault.example.org:8200", "VAULT_ADDR is http://vault.example.org:8200: the token and the secrets would travel in clear text")]
    [InlineData("vault.example.org:8200", "VAULT_ADDR is not an address: expected https://HOST:PORT")]
    [InlineData("https://user:CANARY@vault.example.org", "VAULT_ADDR is not an address: expected https://HOST:PORT")]
    [InlineData("https://vault.example.org/?token=CANARY", "VAULT_ADDR is not an address: expected https://HOST:PORT")]
    public async Task An_address_that_is_not_safe_is_refused(string address, string message)
    {
        await using VaultRig rig = new();
        rig.Variables["VAULT_ADDR"] = address;

        (await rig.FailAsync(Reference, SecretRules.Unresolved)).Message.ShouldBe(message);
    }

    [Fact]
    public async Task Without_an_address_nobody_is_asked()
    {
        await using VaultRig rig = new();
        rig.Variables.Remove("VAULT_ADDR");

        (await rig.FailAsync(Reference, SecretRules.NoIdentity)).Message.ShouldBe("neither VAULT_ADDR nor BAO_ADDR is set");
    }

    [Fact]
    public async Task The_variables_of_one_product_are_used_together()
    {
        await using VaultRig rig = new();
        rig.Variables["BAO_ADDR"] = rig.Variables["VAULT_ADDR"];
        rig.Variables["BAO_CACERT"] = rig.Variables["VAULT_CACERT"];
        rig.Variables.Remove("VAULT_ADDR");
        rig.Variables["VAULT_TOKEN"] = "hvs.CANARY-of-another-server";

        (await rig.FailAsync(Reference, SecretRules.NoIdentity)).Message.ShouldStartWith("nobody is logged in to OpenBao at localhost");
        rig.Vault.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_name_in_the_certificate_can_be_given()
    {
        await using VaultRig rig = new(Certificates.Shared.WrongHost);
        await rig.Vault.WriteAsync("secret/data/lab/db", """{ "data": { "password": "CANARY-1" } }""");
        rig.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;
        rig.Variables["VAULT_TLS_SERVER_NAME"] = "other.invalid";

        (await rig.ReadAsync(Reference)).ShouldBe("CANARY-1");
    }

    [Fact]
    public async Task A_sealed_server_is_named_as_such()
    {
        await using VaultRig rig = new();
        rig.Variables["VAULT_TOKEN"] = "hvs.CANARY";
        rig.Vault.IsSealed = true;

        SecretException failure = await rig.FailAsync(Reference, SecretRules.Unreachable);

        failure.Message.ShouldEndWith(": sealed");
        failure.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_limits_the_rate_says_how_long()
    {
        await using VaultRig rig = new();
        rig.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;
        rig.Vault.Faults.AnswerNext(new StandInResponse(429) { Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } });

        (await rig.FailAsync(Reference, SecretRules.Unreachable)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using VaultRig rig = new();
        rig.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;
        rig.Vault.Faults.AnswerNext(new StandInResponse(307) { Headers = new Dictionary<string, string> { ["Location"] = "https://rogue.example/v1/secret/data/lab/db" } });

        SecretException failure = await rig.FailAsync(Reference, SecretRules.Unreachable);

        failure.Message.ShouldEndWith("redirects to rogue.example, and the token is not sent there");
        failure.IsTransient.ShouldBeFalse();
    }
}
