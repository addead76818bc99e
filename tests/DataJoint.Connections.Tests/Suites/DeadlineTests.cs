using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Servers that fall silent at any stage of an opening: each way of opening ends when its time is over, and says so.</summary>
public abstract class DeadlineTests(Backend backend)
{
    public static TheoryData<string> Stages => ["greeting", "request", "hello", "certificate", "login", "init"];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Wherever_a_server_falls_silent_every_opening_ends(string stage)
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync(), isProxied: true);
        bench["database.use_tls"] = true;
        if (stage == "init")
        {
            bench["connection.init_function"] = backend.Sleep(600);
        }
        else
        {
            bench.Proxy.ForNew(FaultAt(stage));
        }

        DataJointConfig config = bench.Load();
        ConnectionException[] ends = await Task.WhenAll(
            Task.Factory.StartNew(() => Open(config, 0), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Task.Factory.StartNew(() => Open(config, 2), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            OpenAsync(config, 0),
            OpenAsync(config, 2)).WaitAsync(Wait.Limit);
        Array.ForEach(ends, each => each.ShouldBe("DJ3013", bench.Account.Password).IsTransient.ShouldBeTrue());
        bench.Proxy.ForAll(NetworkFault.Cut);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pool_whose_connections_are_dead_ends_too_when_the_server_falls_silent_in_the_handshake(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync(), isProxied: true);
        bench["database.use_tls"] = true;
        await using ConnectionSource source = Make(bench.Load(), 2);
        (await Wait.UntilOpenAsync(() => isAsync ? source.OpenConnectionAsync().AsTask() : Task.Run(source.OpenConnection))).Dispose();
        bench.Proxy.ForNew(FaultAt("hello"));
        await bench.KillSessionsAsync();
        bench.Proxy.ForOpen(NetworkFault.Cut);
        Task<ConnectionException> end = isAsync
            ? Should.ThrowAsync<ConnectionException>(async () => await OpenAndUseAsync(source))
            : Task.Factory.StartNew(
                () => Should.Throw<ConnectionException>(() => OpenAndUse(source)),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        (await end.WaitAsync(Wait.Limit)).ShouldBe("DJ3013", bench.Account.Password);
        bench.Proxy.ForAll(NetworkFault.Cut);
    }

    /// <summary>A pool of PostgreSQL may hand out one that has just died: the next opening then finds it out.</summary>
    private static void OpenAndUse(ConnectionSource source)
    {
        for (int i = 0; i < 3; i++)
        {
            Thread.Sleep(600);
            source.OpenConnection().Dispose();
        }
    }

    private static async Task OpenAndUseAsync(ConnectionSource source)
    {
        for (int i = 0; i < 3; i++)
        {
            await Task.Delay(600);
            await (await source.OpenConnectionAsync()).DisposeAsync();
        }
    }

    private static ConnectionSource Make(DataJointConfig config, int poolSize) =>
        new(SnapshotProvider.From(config, null), new SourceMode(poolSize, true, null) { ConnectTimeout = TimeSpan.FromSeconds(1) });

    private static ConnectionException Open(DataJointConfig config, int poolSize)
    {
        using ConnectionSource source = Make(config, poolSize);
        return Should.Throw<ConnectionException>(() => source.OpenConnection());
    }

    private static async Task<ConnectionException> OpenAsync(DataJointConfig config, int poolSize)
    {
        await using ConnectionSource source = Make(config, poolSize);
        return await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync());
    }

    private NetworkFault FaultAt(string stage)
    {
        int request = backend.Name == "mysql" ? 36 : 8;
        return stage switch
        {
            "greeting" => NetworkFault.BlackHole,
            "request" => NetworkFault.BlackHole.AfterBytes(Side.Client, request),
            "hello" => NetworkFault.BlackHole.AfterBytes(Side.Client, request + 50),
            "certificate" => NetworkFault.BlackHole.AfterBytes(Side.Server, 700),
            _ => NetworkFault.BlackHole.AfterBytes(Side.Client, request + 500),
        };
    }
}
