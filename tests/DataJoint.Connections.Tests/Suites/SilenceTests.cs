using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections.Tests;

/// <summary>Servers that keep their connections and say nothing any more: how long is waited, and what is said then.</summary>
[Trait("Suite", "Stress")]
public abstract class SilenceTests(Backend backend)
{
    private static readonly TimeSpan UntilAPoolIsLookedAt = TimeSpan.FromMilliseconds(600);

    [Fact]
    public async Task Who_gives_up_need_not_wait_for_a_test_of_what_sat_idle()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using Connection connection = await bench.Load().ConnectAsync();
        await using DbDataSource source = bench.Load().CreateDataSource();
        (await source.OpenConnectionAsync()).Dispose();
        bench.Proxy.ForOpen(NetworkFault.BlackHole);
        await Task.Delay(UntilAPoolIsLookedAt);
        await Task.WhenAll(
            ShouldGiveUpAsync(async token => await connection.GetDbConnectionAsync(token)),
            ShouldGiveUpAsync(async token => await source.OpenConnectionAsync(token)));

        // Nothing is left behind: both go on.
        (await (await connection.GetDbConnectionAsync()).RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        await using DbConnection next = await source.OpenConnectionAsync();
        (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pool_waits_once_for_a_server_that_is_silent_and_says_for_how_long(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using ConnectionSource source = new(SnapshotProvider.From(bench.Load(), null), new SourceMode(2, true, null) { ConnectTimeout = LongLimits.UsualConnectTimeout });
        (isAsync ? await source.OpenConnectionAsync() : source.OpenConnection()).Dispose();
        bench.Proxy.ForOpen(NetworkFault.BlackHole);
        bench.Proxy.ForNew(NetworkFault.BlackHole);
        await Task.Delay(UntilAPoolIsLookedAt);
        long begin = Stopwatch.GetTimestamp();
        ConnectionException silent = isAsync
            ? await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())
            : Should.Throw<ConnectionException>(() => source.OpenConnection());
        double took = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        took.ShouldBeLessThan(40);
        string told = silent.ShouldBe("DJ3013", bench.Account.Password).Message;
        double said = double.Parse(Regex.Match(told, "within ([0-9]+) seconds").Groups[1].Value, CultureInfo.InvariantCulture);
        said.ShouldBeInRange(took - 6, took + 4);
    }

    private static async Task ShouldGiveUpAsync(Func<CancellationToken, Task> open)
    {
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(1));
        long begin = Stopwatch.GetTimestamp();
        await Should.ThrowAsync<OperationCanceledException>(() => open(giveUp.Token));
        Stopwatch.GetElapsedTime(begin).TotalSeconds.ShouldBeLessThan(6);
    }
}
