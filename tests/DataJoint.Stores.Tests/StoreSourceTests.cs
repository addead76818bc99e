using DataJoint.Configuration;
using DataJoint.Configuration.Tests;

namespace DataJoint.Stores.Tests;

public sealed class StoreSourceTests
{
    private readonly DataJointConfig _config = Load();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_newest_credentials_are_given()
    {
        var source = new StoreSource(() => _config.Stores["main"]);

        _config["stores.main.secret_key"] = "fake-2";

        source.Newest.GetSecret("secret_key")!.Reveal().ShouldBe("fake-2");
        source.Spec.GetSecret("secret_key")!.Reveal().ShouldBe("fake-1");
    }

#if NET
    [Fact]
    public void Asking_for_the_newest_credentials_costs_nothing_while_nothing_changed()
    {
        var source = new StoreSource(() => _config.Stores["main"]);
        StoreSpec first = source.Newest;

        long before = GC.GetAllocatedBytesForCurrentThread();
        StoreSpec second = source.Newest;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        second.ShouldBeSameAs(first);
        allocated.ShouldBe(0);
    }

    [Theory]
    [InlineData("endpoint", "elsewhere.example.com")]
    [InlineData("bucket", "other")]
    [InlineData("location", "other")]
    [InlineData("region", "eu-west-1")]
    public void Another_place_under_the_same_name_gets_no_new_credentials(string attribute, string value)
    {
        var source = new StoreSource(() => _config.Stores["main"]);

        _config["stores.main." + attribute] = value;
        _config["stores.main.secret_key"] = "fake-2";

        source.Newest.GetSecret("secret_key")!.Reveal().ShouldBe("fake-1");
    }
#endif

    [Fact]
    public void Settings_that_are_wrong_for_a_moment_change_nothing()
    {
        bool fails = false;
        var source = new StoreSource(() => fails ? _config.Stores["no-such-store"] : _config.Stores["main"]);
        fails = true;

        source.Newest.GetSecret("secret_key")!.Reveal().ShouldBe("fake-1");
    }

    [Fact]
    public void A_refresh_counts_only_when_the_credentials_changed()
    {
        string[] next = ["fake-1", "fake-2"];
        int reads = 0;
        var source = new StoreSource(() => _config.Stores["main"], () =>
        {
            _config["stores.main.secret_key"] = next[reads++];
            return true;
        });

        source.TryRefresh(source.Newest).ShouldBeFalse();
        source.TryRefresh(source.Newest).ShouldBeTrue();
        new StoreSource(_config.Stores["main"]).TryRefresh(_config.Stores["main"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Requests_that_are_refused_together_all_get_the_rotated_credentials()
    {
        int reloads = 0;
        var source = new StoreSource(() => _config.Stores["main"], () =>
        {
            Interlocked.Increment(ref reloads);
            _config["stores.main.secret_key"] = "fake-2";
            return true;
        });
        StoreSpec used = source.Newest;

        source.TryRefresh(used).ShouldBeTrue();
        bool[] later = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => source.TryRefresh(used))));

        later.ShouldAllBe(isWorthAnother => isWorthAnother);
        reloads.ShouldBe(1);
    }

    [Fact]
    public async Task References_are_resolved_once_for_a_snapshot_and_again_after_a_refusal()
    {
        SecretVault manager = new();
        _config["stores.main.secret_key"] = manager.Keep("key", "fake-1");
        int reloads = 0;
        var source = new StoreSource(() => _config.Stores["main"], () => ++reloads > 0);

        StoreSpec used = await source.ResolveAsync(Cancellation);
        (await source.ResolveAsync(Cancellation)).ShouldBeSameAs(used);
        source.Resolve(Cancellation).ShouldBeSameAs(used);
        (manager.Asked, used.GetSecret("secret_key")!.Reveal()).ShouldBe((1, "fake-1"));

        manager["key"] = "fake-2";
        source.TryRefresh(used).ShouldBeTrue();
        source.TryRefresh(used).ShouldBeTrue();
        StoreSpec next = source.Resolve(Cancellation);
        (manager.Asked, manager.AskedSynchronously, next.GetSecret("secret_key")!.Reveal()).ShouldBe((2, 1, "fake-2"));
        source.TryRefresh(used).ShouldBeTrue("another request has found others already");
        source.Resolve(Cancellation).ShouldBeSameAs(next);
        reloads.ShouldBe(1);

        _config["stores.main.secret_key"] = "fake-3";
        (await source.ResolveAsync(Cancellation)).GetSecret("secret_key")!.Reveal().ShouldBe("fake-3");
        manager.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_question_which_ends_with_the_last_that_waits()
    {
        SecretVault manager = new() { IsSilent = true };
        _config["stores.main.secret_key"] = manager.Keep("key", "fake-1");
        var source = new StoreSource(() => _config.Stores["main"]);
        using CancellationTokenSource giveUp = new();
        using CancellationTokenSource giveUpLater = new();

        Task<StoreSpec>[] asking = [.. Enumerable.Range(0, 8).Select(i => source.ResolveAsync(i < 4 ? giveUp.Token : giveUpLater.Token).AsTask())];
        await manager.FirstQuestion;
        giveUp.Cancel();
        foreach (Task<StoreSpec> left in asking.Take(4))
        {
            await Should.ThrowAsync<OperationCanceledException>(() => left);
        }

        asking.Skip(4).ShouldAllBe(task => !task.IsCompleted);
        giveUpLater.Cancel();
        foreach (Task<StoreSpec> left in asking.Skip(4))
        {
            await Should.ThrowAsync<OperationCanceledException>(() => left);
        }

        manager.IsSilent = false;
        (await source.ResolveAsync(Cancellation)).GetSecret("secret_key")!.Reveal().ShouldBe("fake-1");
        manager.Asked.ShouldBe(2);
    }

    [Fact]
    public void Requests_that_are_refused_at_the_same_time_read_the_configuration_once()
    {
        const int requests = 8;
        int reloads = 0;
        using Barrier together = new(requests);
        using ManualResetEventSlim isLast = new();
        int waiting = 0;
        var source = new StoreSource(() => _config.Stores["main"], () =>
        {
            Interlocked.Increment(ref reloads);
            isLast.Wait(Cancellation);
            return false;
        });
        StoreSpec used = source.Newest;
        Thread[] threads = [.. Enumerable.Range(0, requests).Select(_ => new Thread(() =>
        {
            together.SignalAndWait(Cancellation);
            Interlocked.Increment(ref waiting);
            source.TryRefresh(used);
        })
        { IsBackground = true })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        bool AreWaiting() => Volatile.Read(ref waiting) == requests && threads.All(thread => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0);
        SpinWait.SpinUntil(AreWaiting, TimeSpan.FromMinutes(5)).ShouldBeTrue();
        isLast.Set();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        reloads.ShouldBe(1);
    }

    [Fact]
    public async Task A_reference_that_cannot_be_resolved_is_a_fault_of_the_store()
    {
        SecretVault manager = new() { Failure = new IOException("CANARY") };
        _config["stores.main.secret_key"] = manager.Keep("CANARY-reference", "fake-1");
        var source = new StoreSource(() => _config.Stores["main"]);

        StoreException fault = await Should.ThrowAsync<StoreException>(async () => await source.ResolveAsync(Cancellation));
        fault.Code.ShouldBe(StoreErrorCode.SecretUnresolved);
        fault.Message.ShouldBe("Store 'main': stores.main.secret_key: the resolver of fake references failed with IOException (program).");
        (fault.Diagnostic.Id, fault.IsTransient).ShouldBe(("DJ5001", true));
        fault.ToString().ShouldNotContain("CANARY");
        Should.Throw<StoreException>(() => source.Resolve(Cancellation)).Message.ShouldBe(fault.Message);

        manager.Failure = null;
        manager.IsSilent = true;
        using CancellationTokenSource giveUp = new();
        ValueTask<StoreSpec> asking = source.ResolveAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await asking);
    }

#if NET
    [Fact]
    public async Task Resolving_costs_nothing_where_all_credentials_are_text()
    {
        var source = new StoreSource(() => _config.Stores["main"]);
        StoreSpec first = await source.ResolveAsync(Cancellation);

        long before = GC.GetAllocatedBytesForCurrentThread();
        StoreSpec second = await source.ResolveAsync(Cancellation);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        second.ShouldBeSameAs(first);
        allocated.ShouldBe(0);
    }
#endif

    [Fact]
    public void A_source_prints_no_secret() => new StoreSource(_config.Stores["main"]).ToString().ShouldBe("main (s3, data)");

    private static DataJointConfig Load()
    {
        var config = DataJointConfig.Load(new ConfigurationOptions { StartDirectory = "/", HostEnvironment = new HostEnvironment(new Dictionary<string, string>()) });
        foreach ((string attribute, string value) in (ReadOnlySpan<(string, string)>)[("protocol", "s3"), ("location", "data"), ("bucket", "b"), ("endpoint", "s3.example.com"),
            ("access_key", "AKIDFAKE"), ("secret_key", "fake-1")])
        {
            config["stores.main." + attribute] = value;
        }

        return config;
    }
}
