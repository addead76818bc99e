using System.Data.Common;
using System.Diagnostics;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Networks that fail while a connection is opened.</summary>
public abstract class LoginFaultTests(Backend backend)
{
    [Theory]
    [InlineData("cut", Side.Server, 0)]
    [InlineData("cut", Side.Server, 3)]
    [InlineData("cut", Side.Server, 30)]
    [InlineData("cut", Side.Client, 10)]
    [InlineData("reset", Side.Server, 0)]
    [InlineData("reset", Side.Server, 20)]
    [InlineData("reset", Side.Client, 40)]
    public async Task Cut_in_the_login_it_is_told_and_the_next_attempt_works(string kind, Side from, long bytes)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        NetworkFault fault = (kind == "cut" ? NetworkFault.Cut : NetworkFault.Reset).AfterBytes(from, bytes);
        DataJointConfig config = bench.Load();
        bench.Proxy.ForNext(1, fault);
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3015", bench.Account.Password).IsTransient.ShouldBeTrue();
        bench.Proxy.ForNext(1, fault);
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3015", bench.Account.Password);
        await using DbDataSource source = config.CreateDataSource();
        bench.Proxy.ForNext(1, fault);
        (await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())).ShouldBe("DJ3015", bench.Account.Password);
        await using DbConnection next = await source.OpenConnectionAsync();
        (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    [Fact]
    public async Task Where_nothing_listens_that_is_told_in_every_way_of_opening()
    {
        Assert.SkipWhen(Wine.IsHere, Wine.RefusesInSilence);
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await bench.Proxy.RefuseAsync();
        foreach (bool? useTls in (bool?[])[null, true, false])
        {
            bench["database.use_tls"] = useTls;
            DataJointConfig config = bench.Load();
            Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3006", bench.Account.Password).IsTransient.ShouldBeTrue();
            (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3006", bench.Account.Password);
            await using DbDataSource source = config.CreateDataSource();
            Should.Throw<ConnectionException>(source.OpenConnection).ShouldBe("DJ3006", bench.Account.Password);
        }

        bench.Proxy.Accept();
        using Connection connection = bench.Load().Connect();
        connection.Ping();
    }

    [Fact]
    [Trait("Suite", "Stress")]
    public async Task Where_nothing_answers_each_attempt_ends_in_time() => await Task.WhenAll(
        ShouldEndInTimeAsync(NetworkFault.BlackHole),
        ShouldEndInTimeAsync(NetworkFault.HalfOpen(Side.Server).AfterBytes(Side.Server, 20)),
        ShouldEndInTimeAsync(NetworkFault.BlackHole.AfterBytes(Side.Server, 20)));

    [Fact]
    public async Task A_slow_network_is_no_fault()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        bench.Proxy.ForNew(NetworkFault.Late(TimeSpan.FromMilliseconds(250)));
        await using (Connection connection = await bench.Load().ConnectAsync())
        {
            await connection.PingAsync();
        }

        bench.Proxy.ForNew(NetworkFault.Slow(50_000));
        using Connection slow = bench.Load().Connect();
        slow.Ping();
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_wait()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        bench.Proxy.ForNew(NetworkFault.BlackHole);
        await using ConnectionSource source = new(SnapshotProvider.From(bench.Load(), null), new SourceMode(0, true, null) { ConnectTimeout = 2 * Wait.Limit });
        foreach (int milliseconds in (int[])[200, 1800])
        {
            using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(milliseconds));
            await Should.ThrowAsync<OperationCanceledException>(() => source.OpenConnectionAsync(soon.Token).AsTask().WaitAsync(Wait.Limit));
        }
    }

    [Fact]
    public async Task Bytes_that_changed_on_the_way_are_told_and_do_no_harm()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        bench["database.use_tls"] = false;
        DataJointConfig config = bench.Load();
        for (int position = 0; position < 60; position += 4)
        {
            // Not for the next one only: an opening that was given up before it came here would leave it to the one after.
            bench.Proxy.ForNew(NetworkFault.Corrupt.AfterBytes(Side.Server, position));
            using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(400));
            try
            {
                await using Connection connection = await config.ConnectAsync(cancellationToken: soon.Token);
            }
            catch (Exception error) when (error is ConnectionException or OperationCanceledException)
            {
                error.ShouldNotTell(bench.Account.Password);
            }
        }

        // What changed on the way may have looked like a wrong password, and a pair that was refused rests for a while.
        string added = Account.Unique().Password;
        await bench.AdministerAsync(backend.ChangePassword(bench.Account.User, added));
        bench.WriteSecret("database.password", added);
        bench.Proxy.ForNew(NetworkFault.None);
        using Connection next = config.Connect();
        next.Ping();
    }

    private async Task ShouldEndInTimeAsync(NetworkFault fault)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        bench.Proxy.ForNew(fault);
        DataJointConfig config = bench.Load();
        await using ConnectionSource single = new(SnapshotProvider.From(config, null), new SourceMode(0, true, null) { ConnectTimeout = LongLimits.UsualConnectTimeout });
        await using ConnectionSource pooled = new(SnapshotProvider.From(config, null), new SourceMode(2, true, null) { ConnectTimeout = LongLimits.UsualConnectTimeout });
        long begin = Stopwatch.GetTimestamp();
        ConnectionException[] told = await Task.WhenAll(
            Task.Run(() => Should.Throw<ConnectionException>(() => single.OpenConnection())),
            Should.ThrowAsync<ConnectionException>(async () => await single.OpenConnectionAsync()),
            Should.ThrowAsync<ConnectionException>(async () => await pooled.OpenConnectionAsync()));
        Array.ForEach(told, one => one.ShouldBe("DJ3013", bench.Account.Password).IsTransient.ShouldBeTrue());
        Stopwatch.GetElapsedTime(begin).TotalSeconds.ShouldBeInRange(8, 40);
    }
}
