using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections.Tests;

/// <summary>Users that are kept elsewhere, together with their passwords, on every server alike.</summary>
public abstract class UserReferenceTests(Backend backend)
{
    private static readonly string[] Both = ["user", "password"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_asks_for_the_user_and_then_for_the_password(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        LeaseKeeper keeper = new(bench.Account);
        DataJointConfig config = Refer(bench, keeper);

        using Connection connection = isAsync ? await config.ConnectAsync(cancellationToken: Cancellation) : config.Connect();

        (await connection.DbConnection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        keeper.Questions.ShouldBe(Both);
        connection.ToString().ShouldContain(bench.Account.User + "@");
    }

    [Fact]
    public async Task An_opening_from_the_pool_asks_nobody_and_each_new_session_asks_for_both()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        LeaseKeeper keeper = new(bench.Account);
        DataJointConfig config = Refer(bench, keeper);
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = 2 });
        for (int i = 0; i < 6; i++)
        {
            await using DbConnection connection = i % 2 == 0 ? await source.OpenConnectionAsync(Cancellation) : source.OpenConnection();
        }

        keeper.Questions.ShouldBe(Both);
        config["database.reconnect"] = true; // another snapshot, the same reference
        await using DbConnection one = await source.OpenConnectionAsync(Cancellation);
        keeper.Questions.ShouldBe(Both);
        await using DbConnection other = source.OpenConnection();
        keeper.Questions.ShouldBe([.. Both, .. Both]);
        (await bench.SessionsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Openings_at_the_same_time_all_get_the_user()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        LeaseKeeper keeper = new(bench.Account);
        await using DbDataSource source = Refer(bench, keeper).CreateDataSource(new DataSourceOptions { MaximumPoolSize = 4 });

        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            await using DbConnection connection = i % 2 == 0 ? await source.OpenConnectionAsync(Cancellation) : await Task.Run(source.OpenConnection, Cancellation);
            (await connection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        }));

        (await bench.SessionsAsync()).ShouldBeInRange(1, 4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_user_gets_another_pool_and_the_former_one_ends_with_its_work(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using Bench next = await Bench.AtAsync(backend);
        LeaseKeeper keeper = new(bench.Account);
        await using DbDataSource source = Refer(bench, keeper).CreateDataSource();
        DbConnection before = isAsync ? await source.OpenConnectionAsync(Cancellation) : source.OpenConnection();
        keeper.Account = next.Account;

        await using DbConnection after = isAsync ? await source.OpenConnectionAsync(Cancellation) : source.OpenConnection();

        (await after.RunAsync(backend.CurrentUser)).ShouldBe(next.Account.User);
        (await before.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User, "who works is not disturbed");
        await before.DisposeAsync();
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
        source.ToString()!.ShouldContain(next.Account.User + "@");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_lease_has_ended_the_next_user_logs_in_also_when_pooled_sessions_have_died(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using Bench next = await Bench.AtAsync(backend);
        LeaseKeeper keeper = new(bench.Account);
        await using DbDataSource source = Refer(bench, keeper).CreateDataSource();
        (await source.OpenConnectionAsync(Cancellation)).Dispose();
        await bench.AdministerAsync(backend.Lock(bench.Account.User));
        await bench.KillSessionsAsync();
        keeper.Account = next.Account;
        await Task.Delay(600, Cancellation); // after which a pooled session is not trusted unseen

        await using DbConnection connection = isAsync ? await source.OpenConnectionAsync(Cancellation) : source.OpenConnection();

        (await connection.RunAsync(backend.CurrentUser)).ShouldBe(next.Account.User);
        keeper.Questions.ShouldBe([.. Both, .. Both]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_refusal_both_are_asked_for_once_more(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using Bench next = await Bench.AtAsync(backend);
        LeaseKeeper keeper = new(new Account(bench.Account.User, "fake-expired")) { Next = next.Account };
        await using DbDataSource source = Refer(bench, keeper).CreateDataSource();

        await using DbConnection connection = isAsync ? await source.OpenConnectionAsync(Cancellation) : source.OpenConnection();

        (await connection.RunAsync(backend.CurrentUser)).ShouldBe(next.Account.User);
        keeper.Questions.ShouldBe([.. Both, .. Both]);
        bench.Proxy.Logins.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_pair_is_not_sent_again(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        LeaseKeeper keeper = new(new Account(bench.Account.User, "fake-wrong"));
        await using DbDataSource source = Refer(bench, keeper).CreateDataSource();

        ConnectionException refused = isAsync
            ? await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync(Cancellation))
            : Should.Throw<ConnectionException>(() => source.OpenConnection());

        refused.ShouldBe("DJ3008", "fake-wrong").Message.ShouldNotContain("the same pair is not sent again");
        keeper.Questions.ShouldBe([.. Both, .. Both]);
        bench.Proxy.Logins.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_user_that_cannot_be_had_is_told_and_nobody_is_asked_to_log_in(bool isAsync, bool isEmpty)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        LeaseKeeper keeper = new(isEmpty ? new Account(" ", bench.Account.Password) : bench.Account);
        await using DbDataSource source = Refer(bench, keeper).CreateDataSource();
        keeper.Failure = isEmpty ? null : new IOException(bench.Account.Password + " CANARY-reference");

        ConnectionException failed = isAsync
            ? await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync(Cancellation))
            : Should.Throw<ConnectionException>(() => source.OpenConnection());

        failed.ShouldBe("DJ5001", bench.Account.Password).ShouldNotTell("CANARY-reference").IsTransient.ShouldBe(!isEmpty);
        failed.Message.ShouldStartWith(
            "DJ5001: database.user: " + (isEmpty ? "what the reference leads to is empty" : "the resolver of lease references failed with IOException"));
        failed.Diagnostic.Origin!.ToString().ShouldBe("program");
        Should.Throw<ConnectionException>(() => source.CreateConnection()).Diagnostic.Id.ShouldBe("DJ5001");
        bench.Proxy.Logins.ShouldBe(0);

        (keeper.Failure, keeper.Account) = (null, bench.Account);
        await using DbConnection connection = await source.OpenConnectionAsync(Cancellation);
        (await connection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_keeps_the_user_may_take_no_longer_than_an_opening(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        DataJointConfig config = Refer(bench, new LeaseKeeper(bench.Account) { IsSilent = true });
        await using ConnectionSource source = new(SnapshotProvider.From(config, null), new SourceMode(1, true, null) { ConnectTimeout = TimeSpan.FromSeconds(1) });

        ConnectionException late = isAsync
            ? await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync(Cancellation))
            : Should.Throw<ConnectionException>(() => source.OpenConnection());

        late.ShouldBe("DJ5001", bench.Account.Password).IsTransient.ShouldBeTrue();
        late.Message.ShouldStartWith("DJ5001: database.user: ");
    }

    [Fact]
    public async Task Who_gives_up_waits_for_nobody()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using DbDataSource source = Refer(bench, new LeaseKeeper(bench.Account) { IsSilent = true }).CreateDataSource();
        using CancellationTokenSource giveUp = new();
        ValueTask<DbConnection> opening = source.OpenConnectionAsync(giveUp.Token);
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await opening);
    }

    [Fact]
    public async Task A_connection_that_somebody_else_opens_has_the_user_by_then()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        LeaseKeeper keeper = new(bench.Account);
        await using DbDataSource source = Refer(bench, keeper).CreateDataSource();
        for (int i = 0; i < 3; i++)
        {
            await using DbConnection connection = source.CreateConnection();
            await connection.OpenAsync(Cancellation);
            (await connection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        }

        keeper.Questions.ShouldBe(Both);
    }

    [Fact]
    public async Task A_user_that_is_kept_elsewhere_may_have_a_password_that_is_not()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        LeaseKeeper keeper = new(bench.Account);
        DataJointConfig config = bench.Load();
        config["database.user"] = keeper.Refer("user");
        await using DbDataSource source = config.CreateDataSource();
        bench.WriteSecret("database.password", "fake-wrong");
        config.Reload();

        Should.Throw<ConnectionException>(() => source.OpenConnection()).ShouldBe("DJ3008", "fake-wrong");
        bench.WriteSecret("database.password", bench.Account.Password);
        await using DbConnection connection = await source.OpenConnectionAsync(Cancellation);

        (await connection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        keeper.Questions.ShouldAllBe(question => question == "user");
    }

    [Fact]
    public async Task Until_the_user_is_known_the_reference_is_shown()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        string scheme = "lease" + bench.Account.User[2..];
        LeaseKeeper keeper = new(bench.Account);
        SecretSchemes.Register(scheme, _ => keeper);
        DataJointConfig config = bench.Load();
        config["database.user"] = $"ref+{scheme}://mount/role#/user";
        config["database.password"] = $"ref+{scheme}://mount/role#/password";
        await using DbDataSource source = config.CreateDataSource();

        source.ToString()!.ShouldContain($"ref+{scheme}://mount/role#/user@");
        source.ConnectionString.ShouldNotContain("ref+");
        await using DbConnection connection = await source.OpenConnectionAsync(Cancellation);
        source.ToString()!.ShouldContain($" {bench.Account.User}@");
        keeper.Questions.ShouldBe(Both);
    }

    private static DataJointConfig Refer(Bench bench, LeaseKeeper keeper)
    {
        bench["database.name"] = null;
        DataJointConfig config = bench.Load();
        config["database.user"] = keeper.Refer("user");
        config["database.password"] = keeper.Refer("password");
        return config;
    }
}
