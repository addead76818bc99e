using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary><c>connection.init_function</c> runs on every new session.</summary>
public abstract class InitFunctionTests(Backend backend)
{
    [Fact]
    public async Task It_runs_on_a_new_connection()
    {
        await using Bench bench = await StartAsync();
        DataJointConfig config = bench.Load();
        using Connection connection = config.Connect();
        await ShouldBeReadyAsync(connection.DbConnection);
        await using Connection another = await config.ConnectAsync();
        await ShouldBeReadyAsync(another.DbConnection);
    }

    [Fact]
    public async Task It_runs_again_on_what_replaces_a_lost_connection()
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        await bench.KillSessionsAsync();
        await Task.Delay(150);
        await ShouldBeReadyAsync(await connection.GetDbConnectionAsync());
        await bench.KillSessionsAsync();
        await Task.Delay(150);
        await ShouldBeReadyAsync(connection.DbConnection);
    }

    [Fact]
    public async Task It_runs_on_every_session_of_a_pool_and_holds_after_a_reset()
    {
        await using Bench bench = await StartAsync();
        await using DbDataSource source = bench.Load().CreateDataSource(new DataSourceOptions { MaximumPoolSize = 2 });
        for (int i = 0; i < 3; i++)
        {
            await using DbConnection one = await source.OpenConnectionAsync();
            await using DbConnection two = await Task.Run(source.OpenConnection);
            await ShouldBeReadyAsync(one);
            await ShouldBeReadyAsync(two);
        }

        await using (DbConnection last = await source.OpenConnectionAsync())
        {
            await backend.ClearPoolAsync(last);
        }

        await using DbConnection again = await source.OpenConnectionAsync();
        await ShouldBeReadyAsync(again);
    }

    [Fact]
    public async Task It_runs_on_what_replaces_a_dead_session_of_a_pool()
    {
        await using Bench bench = await StartAsync();
        await using DbDataSource source = bench.Load().CreateDataSource();
        (await source.OpenConnectionAsync()).Dispose();
        await bench.KillSessionsAsync();
        await Task.Delay(600);
        await using DbConnection next = await source.OpenConnectionAsync();
        await ShouldBeReadyAsync(next);
    }

    [Fact]
    public async Task Its_failure_is_told_as_such_and_leaves_no_session()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        bench["connection.init_function"] = "SELECT nonsense FROM nowhere";
        DataJointConfig config = bench.Load();
        ConnectionException told = Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3031", bench.Account.Password);
        told.Message.ShouldContain("nowhere");
        told.Message.ShouldNotContain("\\u000a", customMessage: "one line, and no escapes");
        told.Message.ShouldNotContain("POSITION");
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3031", bench.Account.Password);
        await using (DbDataSource source = config.CreateDataSource())
        {
            Should.Throw<ConnectionException>(source.OpenConnection).ShouldBe("DJ3031", bench.Account.Password);
            (await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())).ShouldBe("DJ3031", bench.Account.Password);
        }

        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
    }

    private async Task<Bench> StartAsync()
    {
        Bench bench = await Bench.AtAsync(backend);
        bench["connection.init_function"] = backend.SessionSetting.Set;
        return bench;
    }

    private async Task ShouldBeReadyAsync(DbConnection connection) =>
        (await connection.RunAsync(backend.SessionSetting.Query)).ShouldBe(backend.SessionSetting.Expected);
}
