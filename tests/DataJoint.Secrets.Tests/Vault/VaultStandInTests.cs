using System.Text.Json.Nodes;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>The stand-in speaks as Vault does, as far as a client that is not ours can tell.</summary>
public sealed class VaultStandInTests : IAsyncLifetime
{
    private readonly VaultStandIn _vault = new();

    public ValueTask InitializeAsync()
    {
        _vault.Add(new VaultStandInLogin("approle", new Dictionary<string, string> { ["role_id"] = "r", ["secret_id"] = "s" }, "lab", "reader"));
        _vault.Add(new VaultStandInLogin("kubernetes", new Dictionary<string, string> { ["role"] = "pod", ["jwt"] = "j" }, "pod", "reader"));
        _vault.Add(new VaultStandInLogin("jwt", new Dictionary<string, string> { ["role"] = "ci", ["jwt"] = "j" }, "ci", "reader"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public Task Values_are_written_and_read() => ShouldPrintAsync(
        """
        c = new('hvs.root')
        c.secrets.kv.v2.create_or_update_secret('lab/db', {'user': 'alice'})
        c.secrets.kv.v2.create_or_update_secret('lab/db', {'user': 'bob'})
        c.secrets.kv.v1.create_or_update_secret('old', {'user': 'carol'}, mount_point='kv', method='POST')
        second = c.secrets.kv.v2.read_secret_version('lab/db', raise_on_deleted_version=True)
        first = c.secrets.kv.v2.read_secret_version('lab/db', version=1, raise_on_deleted_version=True)
        c.secrets.kv.v2.delete_latest_version_of_secret('lab/db')
        def missing(path):
            try: c.secrets.kv.v2.read_secret_version(path, raise_on_deleted_version=True)
            except hvac.exceptions.InvalidPath: return True
        print(json.dumps([c.is_authenticated(), second['data']['data'], second['data']['metadata']['version'], first['data']['data'],
            c.secrets.kv.v1.read_secret('old', mount_point='kv')['data'], missing('lab/db'), missing('never')]))
        """,
        """[true, {"user": "bob"}, 2, {"user": "alice"}, {"user": "carol"}, true, true]""");

    [Fact]
    public Task Roles_log_in_and_are_held_to_their_policies() => ShouldPrintAsync(
        """
        root = new('hvs.root')
        root.sys.create_or_update_acl_policy('reader', 'path "secret/data/lab/*" { capabilities = ["read"] }')
        root.secrets.kv.v2.create_or_update_secret('lab/db', {'user': 'alice'})
        root.secrets.kv.v2.create_or_update_secret('other', {'user': 'alice'})
        a, k, j = new(), new(), new()
        role = a.auth.approle.login('r', 's')['auth']['metadata']['role_name']
        k.auth.kubernetes.login('pod', 'j')
        j.auth.jwt.jwt_login('ci', 'j')
        def refused(ask):
            try: ask()
            except hvac.exceptions.Forbidden: return True
        def wrong():
            try: new().auth.approle.login('r', 'wrong')
            except hvac.exceptions.InvalidRequest as e: return str(e).split(',')[0]
        print(json.dumps([role, [c.secrets.kv.v2.read_secret_version('lab/db', raise_on_deleted_version=True)['data']['data']['user'] for c in (a, k, j)],
            refused(lambda: a.secrets.kv.v2.read_secret_version('other', raise_on_deleted_version=True)), refused(lambda: new('wrong').auth.token.lookup_self()), wrong(),
            a.auth.token.lookup_self()['data']['policies'], a.auth.token.renew_self()['auth']['renewable'], a.auth.token.revoke_self().status_code, a.is_authenticated()]))
        """,
        """["lab", ["alice", "alice", "alice"], true, true, "invalid role or secret ID", ["default", "reader"], true, 204, false]""");

    [Fact]
    public Task Credentials_are_leased() => ShouldPrintAsync(
        """
        c = new('hvs.root')
        made = c.secrets.database.generate_credentials('reader')
        id = made['lease_id']
        looked = c.sys.read_lease(id)['data']
        renewed = c.sys.renew_lease(id, 60)
        c.sys.revoke_lease(id)
        def gone(ask):
            try: ask(id)
            except hvac.exceptions.InvalidRequest: return True
        lease = [looked['id'] == id, renewed['lease_duration'], gone(c.sys.renew_lease), gone(c.sys.read_lease)]
        print(json.dumps([sorted(made['data']), made['lease_duration'], made['renewable']] + lease))
        """,
        """[["password", "username"], 600, true, true, 60, true, true]""");

    [Fact]
    public Task Engines_namespaces_and_seals_are_known() => ShouldPrintAsync(
        """
        c, team = new('hvs.root'), new('hvs.root', namespace='team-a')
        c.sys.enable_secrets_engine('kv', 'team-a/secret', options={'version': '2'})
        team.secrets.kv.v2.create_or_update_secret('x', {'user': 'alice'})
        mount = c.read('sys/internal/ui/mounts/secret/lab/db')['data']
        here = team.read('sys/internal/ui/mounts/secret/x')['data']['path']
        def refused(ask, kind):
            try: ask()
            except kind: return True
        print(json.dumps([mount['path'], mount['type'], mount['options'], here, team.secrets.kv.v2.read_secret_version('x', raise_on_deleted_version=True)['data']['data'],
            refused(lambda: c.secrets.kv.v2.read_secret_version('x', raise_on_deleted_version=True), hvac.exceptions.InvalidPath),
            refused(lambda: c.read('sys/internal/ui/mounts/nowhere/x'), hvac.exceptions.Forbidden)]))
        """,
        """["secret/", "kv", {"version": "2"}, "secret/", {"user": "alice"}, true, true]""");

    [Fact]
    public async Task A_sealed_server_says_so()
    {
        _vault.IsSealed = true;

        await ShouldPrintAsync(
            """
            try: new('hvs.root').secrets.kv.v2.read_secret_version('x', raise_on_deleted_version=True)
            except hvac.exceptions.VaultDown as e: print(json.dumps(str(e).split(',')[0]))
            """,
            "\"Vault is sealed\"");
    }

    private async Task ShouldPrintAsync(string script, string expected)
    {
        string printed = await HvacClient.RunAsync(_vault.Address, script, TestContext.Current.CancellationToken);

        JsonNode.DeepEquals(JsonNode.Parse(printed), JsonNode.Parse(expected)).ShouldBeTrue(printed);
    }
}
