using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.ExceptionServices;

namespace DataJoint.Connections.Tests;

/// <summary>Synchronous openings while every thread of .NET's pool is taken. In the usual suite, <see cref="FullThreadPoolTests"/> stands for them.</summary>
[Collection("alone")]
[Trait("Suite", "Stress")]
public abstract class StarvationTests(Backend backend)
{
    [Fact]
    public async Task A_refusal_comes_on_no_thread_of_the_pool()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        bench.WriteSecret("database.password", "wrong-example-password");
        await using DbDataSource source = bench.Load().CreateDataSource();
        ConcurrentDictionary<Exception, bool> firstThrows = new(ReferenceEqualityComparer.Instance);
        void Note(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            if (thrown.Exception is DbException refusal && refusal.Message.Contains(bench.Account.User, StringComparison.Ordinal))
            {
                firstThrows.TryAdd(refusal, Thread.CurrentThread.IsThreadPoolThread);
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            await Task.Factory.StartNew(
                () => Should.Throw<ConnectionException>(() => source.OpenConnection()).Diagnostic.Id.ShouldBe("DJ3008"),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }

        firstThrows.Values.ShouldNotBeEmpty();
        firstThrows.Values.ShouldAllBe(isOfPool => !isOfPool);
    }

    [Fact]
    [Trait("Suite", "Stress")]
    public async Task A_refusal_needs_no_thread_of_the_pool()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await ShouldBeToldWhileFullAsync(bench);
    }

    [Fact]
    [Trait("Suite", "Stress")]
    public async Task Nor_does_one_that_is_slow()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        using var door = SlowProxy.Open(bench.Server, TimeSpan.FromSeconds(2));
        bench["database.port"] = door.Port;
        await ShouldBeToldWhileFullAsync(bench);
    }

    private static async Task ShouldBeToldWhileFullAsync(Bench bench)
    {
        bench.WriteSecret("database.password", "wrong-example-password");
        await using DbDataSource source = bench.Load().CreateDataSource();
        FullThreadPool.Run(() => FullThreadPool.RefusalOf(source.OpenConnection).Diagnostic.Id.ShouldBe("DJ3008"));
    }
}
