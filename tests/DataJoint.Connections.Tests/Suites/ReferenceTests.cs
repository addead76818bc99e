using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Configuration.Tests;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections.Tests;

/// <summary>Passwords that are kept elsewhere, on every server alike.</summary>
public abstract class ReferenceTests(Backend backend)
{
    private readonly SecretVault _manager = new();

    private protected SecretVault Vault => _manager;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_asks_for_the_password_before_it_logs_in(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        DataJointConfig config = Refer(bench);

        using Connection connection = isAsync ? await config.ConnectAsync(cancellationToken: Cancellation) : config.Connect();

        connection.Ping();
        (_manager.Asked, _manager.AskedSynchronously).ShouldBe((1, isAsync ? 0 : 1));
        connection.ToString().ShouldNotContain(bench.Account.Password);
    }

    [Fact]
    public async Task A_password_can_be_an_argument()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        bench.WriteSecret("database.password", "fake-wrong");
        ConnectionArguments arguments = new() { Password = _manager.Keep("db", bench.Account.Password) };

        using Connection connection = await bench.Load().ConnectAsync(arguments, cancellationToken: Cancellation);

        connection.Ping();
        arguments.ToString().ShouldBe("password=********");
        arguments.Matches(new ConnectionArguments { Password = new Secret(_manager, "db") }).ShouldBeTrue();
        _manager.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task An_opening_from_the_pool_asks_nobody_and_each_new_session_does()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using DbDataSource source = Refer(bench).CreateDataSource(new DataSourceOptions { MaximumPoolSize = 2 });
        for (int i = 0; i < 5; i++)
        {
            await using DbConnection connection = i % 2 == 0 ? await source.OpenConnectionAsync(Cancellation) : source.OpenConnection();
        }

        _manager.Asked.ShouldBe(1);
        await using DbConnection one = await source.OpenConnectionAsync(Cancellation);
        await using DbConnection other = await source.OpenConnectionAsync(Cancellation);
        _manager.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_somebody_else_opens_has_the_password_by_then()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using DbDataSource source = Refer(bench).CreateDataSource();
        for (int i = 0; i < 3; i++)
        {
            await using DbConnection connection = source.CreateConnection();
            await connection.OpenAsync(Cancellation);
        }

        _manager.AskedSynchronously.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_password_that_cannot_be_had_is_told_and_nobody_is_asked_to_log_in(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        DataJointConfig config = Refer(bench);
        await using DbDataSource source = config.CreateDataSource();
        _manager.Failure = new IOException(bench.Account.Password + " CANARY-reference");

        ConnectionException failed = isAsync
            ? await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync(Cancellation))
            : Should.Throw<ConnectionException>(() => source.OpenConnection());

        failed.ShouldBe("DJ5001", bench.Account.Password).ShouldNotTell("CANARY-reference").IsTransient.ShouldBeTrue();
        failed.Message.ShouldStartWith("DJ5001: database.password: the resolver of fake references failed with IOException");
        failed.Diagnostic.Origin!.ToString().ShouldBe("program");
        Should.Throw<ConnectionException>(() => source.CreateConnection()).Diagnostic.Id.ShouldBe("DJ5001");
        bench.Proxy.Logins.ShouldBe(0);

        _manager.Failure = null;
        await using DbConnection connection = await source.OpenConnectionAsync(Cancellation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reference_to_an_empty_text_is_no_empty_password(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using DbDataSource source = Refer(bench, "").CreateDataSource();

        ConnectionException failed = isAsync
            ? await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync(Cancellation))
            : Should.Throw<ConnectionException>(() => source.OpenConnection());

        failed.ShouldBe("DJ5001", bench.Account.Password).Message.ShouldStartWith("DJ5001: database.password: what the reference leads to is empty");
        bench.Proxy.Logins.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_keeps_the_password_may_take_no_longer_than_an_opening(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        _manager.IsSilent = true;
        await using ConnectionSource source = new(SnapshotProvider.From(Refer(bench), null), new SourceMode(1, true, null) { ConnectTimeout = TimeSpan.FromSeconds(1) });

        ConnectionException late = isAsync
            ? await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync(Cancellation))
            : Should.Throw<ConnectionException>(() => source.OpenConnection());

        late.ShouldBe("DJ5001", bench.Account.Password).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Nor_may_one_that_blocks_in_its_asynchronous_call()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        using ManualResetEvent answer = new(false);
        _manager.BlocksFor = answer;
        await using ConnectionSource source = new(SnapshotProvider.From(Refer(bench), null), new SourceMode(1, true, null) { ConnectTimeout = TimeSpan.FromSeconds(1) });
        try
        {
            (await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync(Cancellation))).ShouldBe("DJ5001", bench.Account.Password);
        }
        finally
        {
            answer.Set();
        }
    }

    [Fact]
    public async Task Who_gives_up_waits_for_nobody()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        _manager.IsSilent = true;
        await using DbDataSource source = Refer(bench).CreateDataSource();
        using CancellationTokenSource giveUp = new();
        ValueTask<DbConnection> opening = source.OpenConnectionAsync(giveUp.Token);
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await opening);
    }

    [Fact]
    public async Task A_wrong_password_is_sent_once()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        DataJointConfig config = Refer(bench, "fake-wrong-one");
        await using DbDataSource source = config.CreateDataSource();

        (await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync(Cancellation))).ShouldBe("DJ3008", "fake-wrong-one");

        bench.Proxy.Logins.ShouldBe(1);
        _manager["db"] = bench.Account.Password;
        await using DbConnection connection = await source.OpenConnectionAsync(Cancellation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_rotation_the_new_password_is_asked_for_also_when_pooled_sessions_have_died(bool isAsync)
    {
        string added = Account.Unique().Password;
        await using Bench bench = await Bench.AtAsync(backend);
        await using DbDataSource source = Refer(bench).CreateDataSource();
        (await source.OpenConnectionAsync(Cancellation)).Dispose();
        await bench.AdministerAsync(backend.ChangePassword(bench.Account.User, added));
        _manager["db"] = added;
        await bench.KillSessionsAsync();
        await Task.Delay(600, Cancellation); // after which a pooled session is not trusted unseen

        await using DbConnection next = isAsync ? await source.OpenConnectionAsync(Cancellation) : source.OpenConnection();

        (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    private protected DataJointConfig Refer(Bench bench, string? password = null)
    {
        DataJointConfig config = bench.Load();
        config["database.password"] = _manager.Keep("db", password ?? bench.Account.Password);
        return config;
    }
}
