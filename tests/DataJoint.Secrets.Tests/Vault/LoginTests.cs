using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Who reads: tokens, AppRole, Kubernetes, JWT.</summary>
public sealed class LoginTests : IAsyncLifetime
{
    private const string Reference = "ref+vault://secret/lab/db#/password";

    private static readonly TimeSpan TestLimit = TimeSpan.FromMinutes(3);

    private readonly VaultRig _rig = new();

    public async ValueTask InitializeAsync()
    {
        await _rig.Administrator.PutAsync("secret/lab/db", """{ "password": "CANARY-1" }""");
        await _rig.Administrator.MakeTokenAsync("lab-read", """path "secret/data/lab/*" { capabilities = ["read"] }""");
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_token_is_named_by_its_owner_and_policies()
    {
        await _rig.UseTokenAsync("""path "secret/data/lab/*" { capabilities = ["read"] }""");

        (await _rig.AnswerAsync(Reference)).Identity.ShouldBe($"Vault at {_rig.Vault.Address.Authority}, the token of VAULT_TOKEN (token-alice, policies default, alice)");
    }

    [Fact]
    public async Task The_token_of_vault_login_is_found_in_the_home_directory()
    {
        await File.WriteAllTextAsync(Path.Combine(_rig.Home, ".vault-token"), VaultStandIn.RootToken + "\n");

        (await _rig.AnswerAsync(Reference)).Identity.ShouldBe($"Vault at {_rig.Vault.Address.Authority}, the token of ~/.vault-token (root, policies root)");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AppRole_logs_in_once(bool isFile)
    {
        _rig.Vault.Add(new VaultStandInLogin("approle", new Dictionary<string, string> { ["role_id"] = "role-1", ["secret_id"] = "CANARY-id" }, "lab-reader", "lab-read"));
        string file = Path.Combine(_rig.Home, "secret-id");
        await File.WriteAllTextAsync(file, "CANARY-id\n");
        _rig.Variables["VAULT_ROLE_ID"] = "role-1";
        _rig.Variables[isFile ? "VAULT_SECRET_ID_FILE" : "VAULT_SECRET_ID"] = isFile ? file : "CANARY-id";

        SecretAnswer answer = await _rig.AnswerAsync(Reference);
        await _rig.ReadAsync(Reference);

        answer.Get().Reveal().ShouldBe("CANARY-1");
        answer.Identity.ShouldBe($"Vault at {_rig.Vault.Address.Authority}, AppRole lab-reader");
        _rig.CountOf("/v1/auth/approle/login").ShouldBe(1);
        (await _rig.FailAsync("ref+vault://secret/other", SecretRules.Refused)).Message.ShouldBe(
            $"Vault at {_rig.Vault.Address.Authority}, AppRole lab-reader: permission denied for secret/other");
    }

    [Fact]
    public async Task A_wrong_secret_id_is_a_refused_login()
    {
        _rig.Variables["VAULT_ROLE_ID"] = "role-1";
        _rig.Variables["VAULT_SECRET_ID"] = "CANARY-wrong";

        (await _rig.FailAsync(Reference, SecretRules.Refused)).Message.ShouldBe($"Vault at {_rig.Vault.Address.Authority} refuses the login: AppRole login at auth/approle (HTTP 400)");
    }

    [Fact]
    public async Task Kubernetes_logs_in_with_the_service_account()
    {
        _rig.Vault.Add(new VaultStandInLogin("cluster-a", new Dictionary<string, string> { ["role"] = "pipeline", ["jwt"] = "CANARY-jwt" }, "pipeline", "lab-read"));
        string file = Path.Combine(_rig.Home, "token");
        await File.WriteAllTextAsync(file, "CANARY-jwt");
        _rig.Variables["VAULT_K8S_ROLE"] = "pipeline";
        _rig.Variables["VAULT_K8S_TOKEN_PATH"] = file;
        _rig.Variables["VAULT_AUTH_MOUNT"] = "cluster-a";

        (await _rig.AnswerAsync(Reference)).Identity.ShouldBe($"Vault at {_rig.Vault.Address.Authority}, Kubernetes role pipeline");
    }

    [Theory]
    [InlineData("VAULT_JWT")]
    [InlineData("VAULT_ID_TOKEN")]
    public async Task A_jwt_logs_in_with_a_role(string variable)
    {
        _rig.Vault.Add(new VaultStandInLogin("jwt", new Dictionary<string, string> { ["role"] = "ci", ["jwt"] = "CANARY-jwt" }, "ci", "lab-read"));
        _rig.Variables["VAULT_ROLE"] = "ci";
        _rig.Variables[variable] = "CANARY-jwt";

        (await _rig.AnswerAsync(Reference)).Identity.ShouldBe($"Vault at {_rig.Vault.Address.Authority}, JWT role ci");
    }

    [Fact]
    public async Task A_job_of_GitHub_Actions_asks_its_runner_for_a_jwt()
    {
        using IdentityStandIn runner = new(200, """{ "value": "CANARY-jwt" }""");
        _rig.Vault.Add(new VaultStandInLogin("jwt", new Dictionary<string, string> { ["role"] = "ci", ["jwt"] = "CANARY-jwt" }, "ci", "lab-read"));
        _rig.Variables["VAULT_ROLE"] = "ci";
        _rig.Variables["VAULT_JWT_AUDIENCE"] = "https://vault.example.org";
        _rig.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = runner.Address + "/token?api-version=2.0";
        _rig.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "CANARY-request";

        (await _rig.ReadAsync(Reference)).ShouldBe("CANARY-1");

        runner.Asked.ShouldHaveSingleItem().Url.ShouldBe("/token?api-version=2.0&audience=https%3A%2F%2Fvault.example.org");
        _rig.Vault.Requests.ShouldAllBe(request => !request.Headers.Values.Any(value => value.Contains("CANARY-request")));
    }

    [Theory]
    [InlineData("file:///tmp/token?x=1")]
    [InlineData("file://localhost/tmp/token?x=1")]
    [InlineData("ftp://127.0.0.1/token?x=1")]
    [InlineData("http://runner.example.org/token?x=1")]
    public async Task A_runner_that_is_not_at_a_safe_address_is_not_asked(string address)
    {
        _rig.Variables["VAULT_ROLE"] = "ci";
        _rig.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = address;
        _rig.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "CANARY-request";

        (await _rig.FailAsync(Reference, SecretRules.Unresolved)).Message.ShouldBe("ACTIONS_ID_TOKEN_REQUEST_URL is not an address that begins with https://");
    }

    [Theory]
    [InlineData(403, "", "HTTP 403")]
    [InlineData(200, "CANARY", "its answer is not a token")]
    [InlineData(200, """{ "value": 1 }""", "its answer is not a token")]
    [InlineData(302, "", "HTTP 302")]
    public async Task A_runner_that_gives_no_jwt_is_reported(int status, string body, string what)
    {
        using IdentityStandIn runner = new(status, body);
        _rig.Variables["VAULT_ROLE"] = "ci";
        _rig.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = runner.Address + "/token?api-version=2.0";
        _rig.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "CANARY-request";

        (await _rig.FailAsync(Reference, SecretRules.Refused)).Message.ShouldBe("GitHub Actions gives no identity token: " + what);
    }

    [Theory]
    [InlineData("1000000000000000000")]
    [InlineData("9223372036854775807")]
    [InlineData("-5")]
    [InlineData("1e300")]
    [InlineData("\"soon\"")]
    public async Task A_token_may_be_said_to_be_good_for_any_time(string seconds)
    {
        await _rig.UseTokenAsync("""path "secret/data/lab/*" { capabilities = ["read"] }""");
        Lie("auth/token/lookup-self", $$"""{ "data": { "display_name": "alice", "policies": ["lab"], "ttl": {{seconds}} } }""");

        SecretAnswer answer = await _rig.AnswerAsync(Reference).WaitAsync(TestLimit, TestContext.Current.CancellationToken);

        answer.Get().Reveal().ShouldBe("CANARY-1");
        answer.Identity.ShouldNotBeNull().ShouldEndWith("the token of VAULT_TOKEN (alice, policies lab)");
    }

    [Theory]
    [InlineData("1000000000000000000")]
    [InlineData("1e300")]
    [InlineData("-5")]
    public async Task A_login_may_be_said_to_be_good_for_any_time(string seconds)
    {
        UseAppRole();
        Lie("auth/approle/login", $$"""{ "auth": { "client_token": "{{VaultStandIn.RootToken}}", "lease_duration": {{seconds}}, "renewable": true } }""");

        (await _rig.ReadAsync(Reference)).ShouldBe("CANARY-1");
    }

    [Theory]
    [InlineData("""{ "data": { "display_name": "\ud800", "policies": ["\ud800"], "ttl": 60 } }""")]
    [InlineData("""{ "data": { "\ud800": 1, "display_name": 7, "policies": {}, "ttl": {} } }""")]
    [InlineData("[]")]
    [InlineData("no json")]
    public async Task Whatever_is_said_of_a_token_its_secret_is_read(string said)
    {
        await _rig.UseTokenAsync("""path "secret/data/lab/*" { capabilities = ["read"] }""");
        Lie("auth/token/lookup-self", said);

        (await _rig.ReadAsync(Reference).WaitAsync(TestLimit, TestContext.Current.CancellationToken)).ShouldBe("CANARY-1");
    }

    [Fact]
    public async Task A_secret_does_not_wait_for_long_to_be_told_whose_token_it_is()
    {
        await _rig.UseTokenAsync("""path "secret/data/lab/*" { capabilities = ["read"] }""");
        _ = _rig.Vault.Silence("auth/token/lookup-self");

        Task<SecretAnswer> reading = _rig.AnswerAsync(Reference);
        await _rig.Time.PassAsync(TimeSpan.FromSeconds(1));
        SecretAnswer answer = await reading.WaitAsync(TestLimit, TestContext.Current.CancellationToken);

        answer.Get().Reveal().ShouldBe("CANARY-1");
        answer.Identity.ShouldBe($"Vault at {_rig.Vault.Address.Authority}, the token of VAULT_TOKEN");
    }

    [Fact]
    public async Task A_role_without_anything_to_log_in_with_is_reported()
    {
        _rig.Variables["VAULT_ROLE"] = "ci";

        (await _rig.FailAsync(Reference, SecretRules.NoIdentity)).Message.ShouldBe(
            $"nobody is logged in to Vault at {_rig.Vault.Address.Authority}: looked for VAULT_TOKEN, VAULT_ROLE_ID, VAULT_K8S_ROLE, VAULT_ROLE and ~/.vault-token: VAULT_ROLE is set, and there is no VAULT_JWT, VAULT_ID_TOKEN or identity of GitHub Actions");
    }

    [Fact]
    public async Task A_token_is_replaced_shortly_before_its_end()
    {
        UseAppRole();
        await _rig.ReadAsync(Reference);
        _rig.Time.Advance(TimeSpan.FromMinutes(58));
        await _rig.ReadAsync(Reference);
        _rig.CountOf("/v1/auth/approle/login").ShouldBe(1);

        _rig.Time.Advance(TimeSpan.FromMinutes(1.5));
        await _rig.ReadAsync(Reference);

        _rig.CountOf("/v1/auth/approle/login").ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_replaced_and_the_question_asked_again()
    {
        UseAppRole();
        await _rig.ReadAsync(Reference);
        _rig.Vault.Revoke(name => name == "approle");

        (await _rig.ReadAsync(Reference)).ShouldBe("CANARY-1");

        _rig.CountOf("/v1/auth/approle/login").ShouldBe(2);
    }

    [Fact]
    public async Task What_a_known_token_may_not_read_needs_no_other_login()
    {
        UseAppRole();
        await _rig.ReadAsync(Reference);

        await _rig.FailAsync("ref+vault://secret/other", SecretRules.Refused);

        _rig.CountOf("/v1/auth/approle/login").ShouldBe(1);
    }

    private void Lie(string path, string body) => _rig.Vault.Lies[path] = new StandInResponse(200, body);

    private void UseAppRole()
    {
        _rig.Vault.Add(new VaultStandInLogin("approle", new Dictionary<string, string> { ["role_id"] = "role-1", ["secret_id"] = "CANARY-id" }, "lab-reader", "lab-read"));
        _rig.Variables["VAULT_ROLE_ID"] = "role-1";
        _rig.Variables["VAULT_SECRET_ID"] = "CANARY-id";
    }
}
