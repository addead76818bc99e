using System.Data.Common;
using System.Diagnostics;

namespace DataJoint.Connections.Tests;

/// <summary>Servers that keep their connections and say nothing any more: how long is waited, and what is said then.</summary>
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

    private static async Task ShouldGiveUpAsync(Func<CancellationToken, Task> open)
    {
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(1));
        long begin = Stopwatch.GetTimestamp();
        await Should.ThrowAsync<OperationCanceledException>(() => open(giveUp.Token));
        Stopwatch.GetElapsedTime(begin).TotalSeconds.ShouldBeLessThan(6);
    }
}
