using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>
/// Nothing is left behind: no socket, thread or session. In the stress suite 10,000 logins, 1,000 losses (cut by the proxy, which the program sees as it sees
/// a restart) and real restarts: with <c>DATAJOINT_TEST_LONG=true</c> 1,000 of them.
/// </summary>
[Collection("alone")]
public abstract class LeakTests(Backend backend)
{
    private static readonly bool IsLong = string.Equals(Environment.GetEnvironmentVariable("DATAJOINT_TEST_LONG"), "true", StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task Ten_thousand_pooled_cycles_leave_nothing_behind()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        var before = Resources.Now();
        await using (DbDataSource source = bench.Load().CreateDataSource(new DataSourceOptions { MaximumPoolSize = 8 }))
        {
            await ManyAsync(10_000, 8, async i =>
            {
                await using DbConnection connection = i % 2 == 0 ? await source.OpenConnectionAsync() : source.OpenConnection();
            });
            (await bench.SessionsAsync()).ShouldBeInRange(1, 8);
            bench.Proxy.Logins.ShouldBeLessThanOrEqualTo(8);
        }

        await ShouldBeCleanAsync(bench, before);
    }

    [Fact]
    public Task Many_logins_leave_nothing_behind() => LogInAsync(400);

    [Fact]
    [Trait("Suite", "Stress")]
    public Task Ten_thousand_logins_leave_nothing_behind() => LogInAsync(10_000);

    private async Task LogInAsync(int count)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        DataJointConfig config = bench.Load();
        var before = Resources.Now();
        await ManyAsync(count, 8, async i =>
        {
            if (i % 2 == 0)
            {
                await using Connection connection = await config.ConnectAsync();
            }
            else
            {
                using Connection connection = config.Connect();
            }
        });
        await ShouldBeCleanAsync(bench, before);
    }

    [Fact]
    public async Task Many_failed_openings_leave_nothing_behind()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        bench.WriteSecret("database.password", "fake-wrong");
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource();
        var before = Resources.Now();
        await ManyAsync(100, 8, async i =>
        {
            if (i % 3 == 0)
            {
                bench.Proxy.ForNext(1, NetworkFault.Cut.AfterBytes(Side.Server, i));
            }

            ConnectionException failed = i % 2 == 0
                ? await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())
                : await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync());
            failed.Diagnostic.Id.ShouldBeOneOf("DJ3008", "DJ3015", "DJ3004");
        });
        await ShouldBeCleanAsync(bench, before);
    }

    [Fact]
    public Task Losses_and_replacements_leave_nothing_behind() => LoseAsync(count: 100);

    [Fact]
    [Trait("Suite", "Stress")]
    public Task A_thousand_losses_and_replacements_leave_nothing_behind() => LoseAsync(count: 1000);

    private async Task LoseAsync(int count)
    {
        const int Parallel = 50;
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        DataJointConfig config = bench.Load();
        var before = Resources.Now();
        Connection[] all = await Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => config.ConnectAsync()));
        for (int i = 0; i < count / Parallel; i++)
        {
            bench.Proxy.ForOpen(i % 2 == 0 ? NetworkFault.Cut : NetworkFault.Reset);
            await Task.Delay(110);
            await Task.WhenAll(all.Select(async (one, index) =>
            {
                DbConnection own = index % 2 == 0 ? await one.GetDbConnectionAsync() : await Task.Run(() => one.DbConnection);
                await own.RunAsync(backend.SessionId);
            }));
        }

        bench.Proxy.Logins.ShouldBe(count + Parallel);
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == Parallel);
        await Task.WhenAll(all.Select(one => one.DisposeAsync().AsTask()));
        await ShouldBeCleanAsync(bench, before);
    }

    [Fact]
    public Task A_real_restart_leaves_nothing_behind() => RestartAsync(count: 1);

    [Fact]
    [Trait("Suite", "Stress")]
    public Task Real_restarts_leave_nothing_behind() => RestartAsync(IsLong ? 1000 : 8);

    private async Task RestartAsync(int count)
    {
        await using DatabaseServer server = await backend.StartAsync(new DatabaseOptions());
        await using Bench bench = await Bench.AtAsync(backend, server);
        DataJointConfig config = bench.Load();
        var before = Resources.Now();
        await using (DbDataSource source = config.CreateDataSource())
        await using (Connection connection = await config.ConnectAsync())
        {
            for (int i = 0; i < count; i++)
            {
                await (i % 2 == 0 ? server.StopAsync() : server.KillAsync());
                await Task.Delay(150);
                (await Should.ThrowAsync<ConnectionException>(async () => await connection.GetDbConnectionAsync())).ShouldBe("DJ3006", bench.Account.Password);
                await server.StartAgainAsync();
                await (await connection.GetDbConnectionAsync()).RunAsync(backend.SessionId);
                await Task.Delay(500);
                await using DbConnection pooled = await source.OpenConnectionAsync();
                await pooled.RunAsync(backend.SessionId);
            }
        }

        await ShouldBeCleanAsync(bench, before);
    }

    private static Task ManyAsync(int count, int parallel, Func<int, Task> work)
    {
        int next = -1;
        return Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await work(i);
            }
        })));
    }

    private static async Task ShouldBeCleanAsync(Bench bench, Resources before)
    {
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
        if (bench.Proxy is not null)
        {
            await Wait.UntilAsync(() => bench.Proxy.Open == 0);
        }

        Resources? after = null;
        await Wait.UntilAsync(() => (after = Resources.Now()).IsNoMoreThan(before), () => $"{before} before, {after} after");
        TestContext.Current.TestOutputHelper?.WriteLine($"{bench.Backend}: {before} before, {after} after");
    }
}
