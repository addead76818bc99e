using System.Text.Json.Nodes;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Engines;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Users of a database that Vault makes for a while: usually ten minutes here, an hour at most.</summary>
[Collection("leases of this process")]
public sealed class DatabaseLeaseTests : IAsyncLifetime
{
    private const string User = "ref+vaultdb://database/reader#/username";
    private const string Password = "ref+vaultdb://database/reader#/password";
    private const string Policy = """path "database/creds/reader" { capabilities = ["read"] } path "sys/leases/revoke" { capabilities = ["update"] }""";

    private static readonly TimeSpan TestLimit = TimeSpan.FromMinutes(3);

    private readonly VaultRig _rig = new();

    public async ValueTask InitializeAsync() => await _rig.UseTokenAsync(Policy, seconds: 24 * 3600);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task User_and_password_belong_together()
    {
        string user = await _rig.ReadAsync(User);
        string password = await _rig.ReadAsync(Password);

        password.Split('-')[^1].ShouldBe(user.Split('-')[^1]);
        _rig.Vault.Leases.Count.ShouldBe(1);
        _rig.CountOf("/v1/database/creds/reader").ShouldBe(1);
        SecretAnswer answer = await _rig.AnswerAsync(Password);
        answer.Identity.ShouldNotBeNull().ShouldContain("token-alice");
        answer.Get().ValidUntil.ShouldBe(_rig.Time.GetUtcNow() + TimeSpan.FromMinutes(9), "ten minutes, less what a session needs that has begun");
    }

    [Fact]
    public async Task Many_who_ask_at_the_same_time_share_one_lease()
    {
        string[] users = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _rig.ReadAsync(User)));

        users.Distinct().Count().ShouldBe(1);
        _rig.Vault.Leases.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lease_is_renewed_in_time_although_nobody_asks()
    {
        string user = await _rig.ReadAsync(User);

        for (int i = 0; i < 6; i++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(7));
        }

        _rig.Vault.Leases.Count.ShouldBe(1);
        (await _rig.ReadAsync(User)).ShouldBe(user);
    }

    [Fact]
    public async Task A_lease_that_cannot_be_renewed_for_longer_is_replaced_while_the_old_one_is_still_good()
    {
        string user = await _rig.ReadAsync(User);
        for (int i = 0; i < 8; i++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(7));
        }

        (await _rig.ReadAsync(User)).ShouldNotBe(user);

        _rig.Vault.Leases.Count.ShouldBe(2, "who is connected stays connected");
    }

    [Fact]
    public async Task A_lease_that_somebody_revoked_is_replaced_when_the_next_session_asks()
    {
        string user = await _rig.ReadAsync(User);
        _rig.Vault.RevokeLeases();
        _rig.Time.Advance(TimeSpan.FromSeconds(2));

        (await _rig.ReadAsync(User)).ShouldNotBe(user);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_takes_no_user_away()
    {
        string user = await _rig.ReadAsync(User);
        _rig.Vault.IsSealed = true;
        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        (await _rig.ReadAsync(User)).ShouldBe(user);

        await AdvanceAsync(TimeSpan.FromMinutes(2));
        _rig.Vault.IsSealed = false;
        await AdvanceAsync(TimeSpan.FromMinutes(1.5));

        _rig.Vault.Leases.ShouldHaveSingleItem().Until.ShouldBe(_rig.Time.GetUtcNow() + TimeSpan.FromMinutes(10), "the renewal was tried again");
    }

    [Fact]
    public async Task A_server_that_is_silent_takes_no_user_away()
    {
        string user = await _rig.ReadAsync(User);
        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        Task asked = _rig.Vault.Silence("sys/leases/lookup");

        Task<string> again = _rig.ReadAsync(User);
        await asked.WaitAsync(TestLimit, Cancellation);
        await _rig.Time.PassAsync(TimeSpan.FromSeconds(2));

        (await again.WaitAsync(TestLimit, Cancellation)).ShouldBe(user);
        (await _rig.ReadAsync(User).WaitAsync(TestLimit, Cancellation)).ShouldBe(user, "the next one does not wait again");
        _rig.CountOf("/v1/sys/leases/lookup").ShouldBe(1);
    }

    [Fact]
    public async Task Who_asks_may_give_up_while_a_server_is_silent()
    {
        await _rig.ReadAsync(User);
        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        Task asked = _rig.Vault.Silence("sys/leases/lookup");
        using CancellationTokenSource end = new();

        Task<DatabaseLease> again = Role.GetAsync(end.Token);
        await asked.WaitAsync(TestLimit, Cancellation);
        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(again.WaitAsync(TestLimit, Cancellation));
    }

    [Fact]
    public async Task A_renewal_that_is_not_answered_keeps_nobody_waiting()
    {
        string user = await _rig.ReadAsync(User);
        Task asked = _rig.Vault.Silence("sys/leases/renew");
        _rig.Time.Advance(TimeSpan.FromMinutes(7));
        await asked.WaitAsync(TestLimit, Cancellation);

        (await _rig.ReadAsync(User).WaitAsync(TestLimit, Cancellation)).ShouldBe(user);

        Role.Renewal.IsCompleted.ShouldBeFalse("it is still under way");
    }

    [Fact]
    public async Task A_lease_near_its_end_is_used_while_no_other_can_be_had()
    {
        string user = await _rig.ReadAsync(User);
        _rig.Vault.IsSealed = true;
        await AdvanceAsync(TimeSpan.FromMinutes(9.5));
        (await _rig.ReadAsync(User)).ShouldBe(user);

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await _rig.FailAsync(User, SecretRules.Unreachable);

        _rig.Vault.IsSealed = false;
        (await _rig.ReadAsync(User)).ShouldNotBe(user);
    }

    [Fact]
    public async Task While_no_renewal_is_answered_it_is_tried_less_and_less_and_not_beyond_the_end()
    {
        string user = await _rig.ReadAsync(User);
        _rig.Vault.IsSealed = true;
        await AdvanceBySecondsAsync(11 * 60);
        int tried = _rig.Vault.Requests.Count;
        tried.ShouldBeLessThan(40);

        await AdvanceBySecondsAsync(5 * 60);
        _rig.Vault.Requests.Count.ShouldBe(tried);

        _rig.Vault.IsSealed = false;
        (await _rig.ReadAsync(User)).ShouldNotBe(user);
        await AdvanceAsync(TimeSpan.FromMinutes(7));
        _rig.CountOf("/v1/sys/leases/renew").ShouldBe(1, "the new one is renewed again");
    }

    [Fact]
    public async Task A_lease_of_a_year_is_renewed_as_well()
    {
        await _rig.UseTokenAsync(Policy, seconds: 1000 * 24 * 3600);
        _rig.Vault.LeaseTime = (TimeSpan.FromDays(365), TimeSpan.FromDays(900));
        string user = await _rig.ReadAsync(User);

        await AdvanceAsync(TimeSpan.FromDays(200));

        _rig.CountOf("/v1/sys/leases/renew").ShouldBe(1);
        (await _rig.ReadAsync(User)).ShouldBe(user);
    }

    [Theory]
    [InlineData("1000000000000000000")]
    [InlineData("9223372036854775807")]
    [InlineData("1e300")]
    [InlineData("600.5")]
    public async Task A_lease_may_be_said_to_be_good_for_any_time(string seconds)
    {
        Lie("database/creds/reader", $$"""{ "lease_id": "a", "lease_duration": {{seconds}}, "renewable": true, "data": { "username": "v-1", "password": "CANARY-1" } }""");
        Lie("sys/leases/lookup", $$"""{ "data": { "ttl": {{seconds}} } }""");
        Lie("sys/leases/renew", $$"""{ "lease_id": "a", "lease_duration": {{seconds}}, "renewable": true }""");
        await _rig.ReadAsync(User);

        for (int i = 0; i < 3; i++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(5));
            (await _rig.ReadAsync(User)).ShouldBe("v-1");
        }
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("-9223372036854775808")]
    [InlineData("-1e300")]
    [InlineData("null")]
    public async Task A_lease_that_ended_before_it_began_is_none(string seconds)
    {
        Lie("database/creds/reader", $$"""{ "lease_id": "a", "lease_duration": {{seconds}}, "renewable": true, "data": { "username": "v-1", "password": "CANARY-1" } }""");

        (await _rig.FailAsync(User, SecretRules.Unresolved)).Message.ShouldContain("answered in a form");
    }

    [Fact]
    public async Task A_lease_that_ended_while_the_server_was_away_is_replaced()
    {
        string user = await _rig.ReadAsync(User);
        _rig.Vault.IsSealed = true;
        for (int i = 0; i < 6; i++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(7));
        }

        await _rig.FailAsync(User, SecretRules.Unreachable);
        _rig.Vault.IsSealed = false;

        (await _rig.ReadAsync(User)).ShouldNotBe(user);
    }

    [Fact]
    public async Task The_login_is_renewed_with_its_lease()
    {
        UseAppRole(isRenewable: true);
        string user = await _rig.ReadAsync(User);

        for (int i = 0; i < 4; i++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(7));
        }

        (await _rig.ReadAsync(User)).ShouldBe(user);
        _rig.CountOf("/v1/auth/approle/login").ShouldBe(1);
    }

    [Fact]
    public async Task A_login_that_cannot_be_renewed_is_made_again_before_its_leases_end_with_it()
    {
        UseAppRole(isRenewable: false);
        string user = await _rig.ReadAsync(User);

        await AdvanceAsync(TimeSpan.FromMinutes(7));
        await AdvanceAsync(TimeSpan.FromMinutes(4));

        (await _rig.ReadAsync(User)).ShouldNotBe(user);
        _rig.CountOf("/v1/auth/approle/login").ShouldBe(2);
    }

    [Fact]
    public async Task At_the_end_of_the_process_the_leases_are_revoked()
    {
        await _rig.ReadAsync(User);

        await LeaseEnd.RevokeAllAsync();

        _rig.Vault.Leases.ShouldBeEmpty();
    }

    [Fact]
    public async Task At_the_end_of_the_process_only_the_last_lease_of_a_role_is_revoked()
    {
        for (int i = 0; i < 5; i++)
        {
            await _rig.ReadAsync(User);
            _rig.Vault.RevokeLeases();
            _rig.Time.Advance(TimeSpan.FromSeconds(2));
        }

        await _rig.ReadAsync(User);
        await LeaseEnd.RevokeAllAsync();

        _rig.CountOf("/v1/sys/leases/revoke").ShouldBe(1);
        _rig.Vault.Leases.ShouldBeEmpty();
    }

    [Fact]
    public async Task At_the_end_of_the_process_nobody_is_asked_about_a_lease_that_has_ended()
    {
        await _rig.ReadAsync(User);
        _rig.Vault.IsSealed = true;
        await AdvanceAsync(TimeSpan.FromMinutes(11));

        await LeaseEnd.RevokeAllAsync();

        _rig.CountOf("/v1/sys/leases/revoke").ShouldBe(0);
    }

    [Fact]
    public async Task Where_no_lease_may_be_revoked_the_login_that_made_it_is()
    {
        UseAppRole(isRenewable: true);
        await _rig.ReadAsync(User);

        await LeaseEnd.RevokeAllAsync();

        _rig.Vault.Leases.ShouldBeEmpty();
        _rig.CountOf("/v1/auth/token/revoke-self").ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_role_and_one_that_is_not_allowed_are_told_apart()
    {
        (await _rig.FailAsync("ref+vaultdb://database/other#/password", SecretRules.Refused)).Message.ShouldContain("permission denied for the credentials of database/other");

        await _rig.Administrator.WriteAsync("sys/policies/acl/alice", new JsonObject { ["policy"] = """path "database/*" { capabilities = ["read"] }""" }, method: HttpMethod.Put);
        (await _rig.FailAsync("ref+vaultdb://database/other#/password", SecretRules.NotFound)).Message.ShouldStartWith("there is no role database/other");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LeasedRole Role => SecretReference.TryParse(User, out SecretReference? reference, out _)
        ? _rig.DatabaseEngine.RoleOf(reference) : throw new InvalidOperationException();

    private void Lie(string path, string body) => _rig.Vault.Lies[path] = new StandInResponse(200, body);

    private void UseAppRole(bool isRenewable)
    {
        _rig.Variables.Remove("VAULT_TOKEN");
        _rig.Variables["VAULT_ROLE_ID"] = "role-1";
        _rig.Administrator.MakeTokenAsync("lease", """path "database/creds/reader" { capabilities = ["read"] }""").GetAwaiter().GetResult();
        _rig.Vault.Add(new VaultStandInLogin("approle", new Dictionary<string, string> { ["role_id"] = "role-1" }, "lab", "lease")
        {
            Duration = TimeSpan.FromMinutes(12),
            IsRenewable = isRenewable,
        });
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        _rig.Time.Advance(by);
        await Role.Renewal;
    }

    private async Task AdvanceBySecondsAsync(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }
    }
}
