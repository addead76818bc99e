using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Connections that are lost while nobody uses them are replaced unnoticed.</summary>
public abstract class IdleTests(Backend backend)
{
    private static readonly TimeSpan UntilAConnectionIsLookedAt = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan UntilAPoolIsLookedAt = TimeSpan.FromMilliseconds(600);

    [Theory]
    [InlineData("cut")]
    [InlineData("reset")]
    [InlineData("killed")]
    public async Task A_connection_is_replaced_when_it_is_used_next(string kind)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        using Connection connection = bench.Load().Connect();
        for (int i = 0; i < 4; i++)
        {
            long before = await connection.DbConnection.NumberAsync(backend.SessionId);
            await LoseAsync(bench, kind);
            await Task.Delay(UntilAConnectionIsLookedAt);
            DbConnection next = i % 2 == 0 ? connection.DbConnection : await connection.GetDbConnectionAsync();
            (await next.NumberAsync(backend.SessionId)).ShouldNotBe(before);
        }

        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 1);
    }

    [Fact]
    public async Task A_connection_that_nobody_lost_is_kept()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        using Connection connection = bench.Load().Connect();
        DbConnection own = connection.DbConnection;
        long session = await own.NumberAsync(backend.SessionId);
        await Task.Delay(UntilAConnectionIsLookedAt);
        connection.DbConnection.ShouldBeSameAs(own);
        (await own.NumberAsync(backend.SessionId)).ShouldBe(session);

        await using DbCommand command = own.CreateCommand();
        command.CommandText = backend.Rows(3);
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue();
        await Task.Delay(UntilAConnectionIsLookedAt);
        connection.DbConnection.ShouldBeSameAs(own, "a reader is open on it");
        (await reader.ReadAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_reconnect_a_lost_one_stays_lost()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        bench["database.reconnect"] = false;
        using Connection connection = bench.Load().Connect();
        DbConnection own = connection.DbConnection;
        bench.Proxy.ForOpen(NetworkFault.Cut);
        await Task.Delay(UntilAConnectionIsLookedAt);
        connection.DbConnection.ShouldBeSameAs(own);
        Should.Throw<ConnectionException>(connection.Ping).ShouldBe("DJ3015", bench.Account.Password);
        connection.DbConnection.ShouldBeSameAs(own);
        connection.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_its_owner_has_closed_says_so()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        Connection connection = bench.Load().Connect();
        connection.Close();
        Should.Throw<ConnectionException>(() => connection.DbConnection).Message.ShouldContain("closed");
        (await Should.ThrowAsync<ConnectionException>(async () => await connection.GetDbConnectionAsync())).Message.ShouldContain("closed");
        Should.Throw<ConnectionException>(() => connection.Transact(_ => { })).Message.ShouldContain("closed");
    }

    [Fact]
    public async Task Closing_one_whose_session_is_lost_is_no_fault()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        Connection closed = bench.Load().Connect();
        Connection disposed = bench.Load().Connect();
        await bench.KillSessionsAsync();
        closed.Close();
        await disposed.DisposeAsync();
        (closed.IsConnected, disposed.IsConnected).ShouldBe((false, false));
    }

    /// <summary>The moments differ from run to run: a storm.</summary>
    [Fact]
    [Trait("Suite", "Stress")]
    public async Task One_that_is_closed_while_it_is_replaced_leaves_no_session()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        DataJointConfig config = bench.Load();
        for (int round = 0; round < 4; round++)
        {
            Connection[] all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => config.ConnectAsync()));
            bench.Proxy.ForOpen(NetworkFault.Cut);
            await Task.Delay(UntilAConnectionIsLookedAt);
            await Task.WhenAll(all.SelectMany((one, i) => (Task[])[UseAsync(one, isAsync: i % 2 == 0), Task.Run(async () =>
            {
                // From before the replacement to just after it.
                await Task.Delay(2 * i);
                one.Close();
            })]));
        }

        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
        await Wait.UntilAsync(() => bench.Proxy.Open == 0);

        static Task UseAsync(Connection one, bool isAsync) => Task.Run(async () =>
        {
            try
            {
                _ = isAsync ? await one.GetDbConnectionAsync() : one.DbConnection;
            }
            catch (ConnectionException closed)
            {
                closed.Message.ShouldContain("closed");
            }
        });
    }

    [Fact]
    public async Task A_ping_tells_of_the_loss_and_replaces_nothing()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        using Connection connection = bench.Load().Connect();
        await bench.KillSessionsAsync();
        (await Should.ThrowAsync<ConnectionException>(() => connection.PingAsync())).ShouldBe("DJ3015", bench.Account.Password);
        connection.IsConnected.ShouldBeFalse();
        (await connection.DbConnection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        connection.Ping();
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("reset")]
    [InlineData("killed")]
    public async Task A_pool_hands_out_no_dead_connection(string kind)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using DbDataSource source = bench.Load().CreateDataSource();
        for (int i = 0; i < 2; i++)
        {
            DbConnection[] three = [await source.OpenConnectionAsync(), await source.OpenConnectionAsync(), await source.OpenConnectionAsync()];
            Array.ForEach(three, one => one.Dispose());
            await LoseAsync(bench, kind);
            await Task.Delay(UntilAPoolIsLookedAt);
            await using DbConnection next = i == 0 ? await source.OpenConnectionAsync() : source.OpenConnection();
            await using DbConnection another = i == 1 ? await source.OpenConnectionAsync() : source.OpenConnection();
            (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
            (await another.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        }
    }

    [Fact]
    [Trait("Suite", "Stress")]
    public async Task A_connection_behind_which_nothing_answers_any_more_is_replaced_in_time() => await Task.WhenAll(
        ShouldBeReplacedAsync(NetworkFault.BlackHole), ShouldBeReplacedAsync(NetworkFault.HalfOpen(Side.Server)));

    private async Task ShouldBeReplacedAsync(NetworkFault fault)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using Connection connection = await bench.Load().ConnectAsync();
        await using DbDataSource source = bench.Load().CreateDataSource();
        (await source.OpenConnectionAsync()).Dispose();
        bench.Proxy.ForOpen(fault);
        await Task.Delay(UntilAPoolIsLookedAt);
        Task<string> one = Task.Run(async () => (string)(await (await connection.GetDbConnectionAsync()).RunAsync(backend.CurrentUser))!);
        Task<string> other = Task.Run(async () =>
        {
            await using DbConnection pooled = await source.OpenConnectionAsync();
            return (string)(await pooled.RunAsync(backend.CurrentUser))!;
        });
        (await one.WaitAsync(Wait.Limit)).ShouldBe(bench.Account.User);
        (await other.WaitAsync(Wait.Limit)).ShouldBe(bench.Account.User);
    }

    private static async Task LoseAsync(Bench bench, string kind)
    {
        if (kind == "killed")
        {
            await bench.KillSessionsAsync();
        }
        else
        {
            bench.Proxy.ForOpen(kind == "cut" ? NetworkFault.Cut : NetworkFault.Reset);
        }
    }
}
