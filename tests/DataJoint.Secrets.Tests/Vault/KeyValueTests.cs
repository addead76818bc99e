using System.Text.Json.Nodes;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Tests;

/// <summary>What differs between the versions of Vault's key/value engine, and what a reference may say.</summary>
public sealed class KeyValueTests : IAsyncLifetime
{
    private const string Everything = """path "secret/*" { capabilities = ["read"] } path "kv/*" { capabilities = ["read"] }""";
    private const string Value = """{ "password": "CANARY-1" }""";

    private readonly VaultRig _rig = new();

    public async ValueTask InitializeAsync() => await _rig.UseTokenAsync(Everything);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task The_mount_says_which_version_it_is()
    {
        await _rig.Administrator.PutAsync("secret/lab/db", Value);
        await _rig.Administrator.WriteAsync("kv/lab/db", JsonNode.Parse("""{ "password": "CANARY-old" }""")!);

        (await _rig.ReadAsync("ref+vault://secret/lab/db#/password")).ShouldBe("CANARY-1");
        (await _rig.ReadAsync("ref+vault://kv/lab/db#/password")).ShouldBe("CANARY-old");
        (await _rig.ReadAsync("ref+vault://kv/lab/db#/password")).ShouldBe("CANARY-old");

        _rig.Vault.Requests.Count(request => request.Path.StartsWith("/v1/sys/internal/ui/mounts/", StringComparison.Ordinal)).ShouldBe(2, "each mount is asked about once");
    }

    [Fact]
    public async Task A_server_that_is_too_old_to_say_it_is_tried()
    {
        _rig.Vault.IsOld = true;
        await _rig.Administrator.PutAsync("secret/lab/db", Value);
        await _rig.Administrator.WriteAsync("kv/lab/db", JsonNode.Parse("""{ "password": "CANARY-old" }""")!);

        (await _rig.ReadAsync("ref+vault://secret/lab/db#/password")).ShouldBe("CANARY-1");
        (await _rig.ReadAsync("ref+vault://kv/lab/db#/password")).ShouldBe("CANARY-old");
        await _rig.FailAsync("ref+vault://kv/lab/other#/password", SecretRules.NotFound);
    }

    [Fact]
    public async Task A_version_can_be_named()
    {
        await _rig.Administrator.PutAsync("secret/lab/db", Value);
        await _rig.Administrator.PutAsync("secret/lab/db", """{ "password": "CANARY-2" }""");

        (await _rig.ReadAsync("ref+vault://secret/lab/db#/password")).ShouldBe("CANARY-2");
        (await _rig.ReadAsync("ref+vault://secret/lab/db?version=1#/password")).ShouldBe("CANARY-1");
        (await _rig.FailAsync("ref+vault://secret/lab/db?version=3#/password", SecretRules.NotFound)).Message.ShouldEndWith("does not exist in version 3");
        (await _rig.FailAsync("ref+vault://kv/lab/db?version=1#/password", SecretRules.NotFound)).Message.ShouldContain("\"kv/\" is of version 1");
    }

    [Fact]
    public async Task What_was_deleted_or_destroyed_is_told_from_what_never_was()
    {
        await _rig.Administrator.PutAsync("secret/deleted", Value);
        await _rig.Administrator.WriteAsync("secret/data/deleted", new JsonObject(), method: HttpMethod.Delete);
        await _rig.Administrator.PutAsync("secret/destroyed", Value);
        await _rig.Administrator.WriteAsync("secret/destroy/destroyed", new JsonObject { ["versions"] = new JsonArray(1) });

        (await _rig.FailAsync("ref+vault://secret/deleted", SecretRules.NotFound)).Message.ShouldEndWith("was deleted");
        (await _rig.FailAsync("ref+vault://secret/destroyed", SecretRules.NotFound)).Message.ShouldEndWith("was destroyed");
        (await _rig.FailAsync("ref+vault://secret/never", SecretRules.NotFound)).Message.ShouldEndWith("does not exist");
    }

    [Fact]
    public async Task A_path_of_the_api_is_told_from_the_name_of_a_secret() =>
        (await _rig.FailAsync("ref+vault://secret/data/lab/db", SecretRules.NotFound)).Diagnostic.Hint.ShouldBe(
            "Omit data/ after the mount: the reference names the secret as vault kv get does.");

    [Fact]
    public async Task A_namespace_can_be_named_by_the_reference_or_the_environment()
    {
        await _rig.Administrator.WriteAsync("sys/mounts/team-a/secret", JsonNode.Parse("""{ "type": "kv", "options": { "version": "2" } }""")!);
        await _rig.Administrator.WriteAsync("sys/policies/acl/alice", new JsonObject { ["policy"] = Everything + """ path "team-a/secret/*" { capabilities = ["read"] }""" }, method: HttpMethod.Put);
        await _rig.Administrator.PutAsync("secret/lab/db", Value);
        await _rig.Administrator.PutAsync("secret/lab/db", """{ "password": "CANARY-team" }""", "team-a");

        (await _rig.ReadAsync("ref+vault://secret/lab/db?namespace=team-a#/password")).ShouldBe("CANARY-team");
        (await _rig.ReadAsync("ref+vault://secret/lab/db#/password")).ShouldBe("CANARY-1");

        _rig.Variables["VAULT_NAMESPACE"] = "team-a";
        (await _rig.ReadAsync("ref+vault://secret/lab/db?version=1#/password")).ShouldBe("CANARY-team");
    }

    [Fact]
    public async Task A_mount_that_nobody_mounted_or_that_keeps_no_values_is_reported()
    {
        (await _rig.FailAsync("ref+vault://nowhere/db", SecretRules.Refused)).Message.ShouldContain("permission denied for nowhere/db, or no engine is mounted there");

        await _rig.Administrator.WriteAsync("sys/policies/acl/alice", new JsonObject { ["policy"] = """path "database/*" { capabilities = ["read"] }""" }, method: HttpMethod.Put);
        (await _rig.FailAsync("ref+vault://database/creds/reader", SecretRules.NotFound)).Diagnostic.Hint.ShouldBe("Write: ref+vaultdb://mount/role#/password");
    }

    [Theory]
    [InlineData("ref+vault://secret")]
    [InlineData("ref+vault://secret/")]
    [InlineData("ref+vault://secret//db")]
    [InlineData("ref+vault://secret/../sys/raw")]
    [InlineData("ref+vault://secret/%2e%2e/sys/raw")]
    [InlineData("ref+vault://secret/db?address=https://rogue.example")]
    [InlineData("ref+vault://secret/db?token=x")]
    [InlineData("ref+vault://secret/db?version=0")]
    [InlineData("ref+vault://secret/db?version=1&version=2")]
    [InlineData("ref+vault://secret/db?version=-1")]
    [InlineData("ref+vault://secret/db?namespace=a%0d%0aX-Vault-Token:%20b")]
    [InlineData("ref+vaultdb://database")]
    [InlineData("ref+vaultdb://database/reader")]
    [InlineData("ref+vaultdb://database/reader#/lease_id")]
    [InlineData("ref+vaultdb://database/reader?version=1#/password")]
    public async Task A_reference_that_says_what_it_may_not_is_refused_before_anybody_is_asked(string reference)
    {
        int asked = _rig.Vault.Requests.Count;

        await _rig.FailAsync(reference, SecretRules.Malformed);

        _rig.Vault.Requests.Count.ShouldBe(asked);
    }
}
