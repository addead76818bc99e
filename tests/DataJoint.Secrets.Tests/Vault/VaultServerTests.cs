using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Whom the token is sent to, and what is said of a server that does not serve.</summary>
[Collection("leases of this process")]
public sealed class VaultServerTests
{
    private const string Reference = "ref+vault://secret/lab/db#/password";
    private const string User = "ref+vaultdb://database/reader#/username";

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
    public async Task A_token_goes_to_the_server_that_was_named_with_it()
    {
        await using VaultRig first = new();
        await first.Administrator.PutAsync("secret/lab/db", """{ "password": "CANARY-1" }""");
        first.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;
        (await first.ReadAsync(Reference)).ShouldBe("CANARY-1");
        await first.ReadAsync(User);
        await using VaultRig second = new();
        await second.Administrator.PutAsync("secret/lab/db", """{ "password": "CANARY-2" }""");
        await second.UseTokenAsync("""path "secret/*" { capabilities = ["read"] } path "database/*" { capabilities = ["read"] }""");
        int asked = first.Vault.Requests.Count;

        first.Variables["VAULT_ADDR"] = second.Variables["VAULT_ADDR"];
        first.Variables["VAULT_TOKEN"] = second.Variables["VAULT_TOKEN"];

        (await first.ReadAsync(Reference)).ShouldBe("CANARY-2");
        await first.ReadAsync(User);
        first.Vault.Requests.Count.ShouldBe(asked);
        second.Vault.Leases.Count.ShouldBe(1);
        second.Vault.Requests.ShouldAllBe(request => request.Header("X-Vault-Token") != VaultStandIn.RootToken || request.Method != "GET");
    }

    [Theory]
    [InlineData("VAULT_CACERT")]
    [InlineData("VAULT_TLS_SERVER_NAME")]
    public async Task Another_authority_or_name_is_verified_anew(string variable)
    {
        await using VaultRig rig = new();
        await rig.Administrator.PutAsync("secret/lab/db", """{ "password": "CANARY-1" }""");
        rig.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;
        await rig.ReadAsync(Reference);
        string other = Path.Combine(rig.Home, "other.pem");
        File.Copy(Certificates.Shared.Foreign.CertificateFile, other);

        rig.Variables[variable] = variable == "VAULT_CACERT" ? other : "vault.example.org";

        (await rig.FailAsync(Reference, SecretRules.Unreachable)).Message.ShouldEndWith("the server's certificate cannot be verified");
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
    public async Task Another_token_is_used_as_soon_as_it_is_named()
    {
        await using VaultRig rig = new();
        await rig.Administrator.PutAsync("secret/lab/db", """{ "password": "CANARY-1" }""");
        rig.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;
        await rig.ReadAsync(Reference);

        await rig.UseTokenAsync("""path "secret/data/other" { capabilities = ["read"] }""");

        (await rig.FailAsync(Reference, SecretRules.Refused)).Message.ShouldContain("token-alice");
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
    public async Task An_answer_that_is_too_large_says_so_with_the_limit_and_the_reference()
    {
        await using VaultRig rig = new();
        rig.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;
        await rig.Administrator.PutAsync("secret/lab/db", $$"""{ "password": "CANARY-{{new string('x', 9 << 20)}}" }""");

        SecretException failure = await rig.FailAsync(Reference, SecretRules.TooLarge);

        failure.Message.ShouldBe($"ref+vault://secret/lab/db: the answer of Vault at {rig.Vault.Address.Authority} is larger than the limit of 8 MiB");
        failure.IsTransient.ShouldBeFalse("another try changes nothing");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_with_its_address()
    {
        await using VaultRig rig = new();
        rig.Variables["VAULT_TOKEN"] = VaultStandIn.RootToken;

        SecretReference.TryParse(Reference, out SecretReference? asked, out _).ShouldBeTrue();
        foreach (ISecretManager manager in (ISecretManager[])[rig.KeyValueEngine, rig.DatabaseEngine])
        {
            manager.DescribeServer(asked!).ShouldBe($"Vault at {rig.Vault.Address.Authority}");
        }
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
