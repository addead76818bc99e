namespace DataJoint.Configuration.Tests;

/// <summary>Many files that change at once: what is from before and what is from after is never mixed.</summary>
public sealed class WatchSwapTests
{
    [Fact]
    public void A_swap_of_mounted_secrets_is_one_change()
    {
        Assert.SkipUnless(Native.IsUnix, "links");
        using TestProject project = new();
        MountedVolume volume = new(project.Mounted, ("database.user", "user0"), ("database.password", "fake0"));
        using WatchLog log = new(project.Load());
        for (int i = 1; i <= 30; i++)
        {
            volume.Swap(("database.user", $"user{i}"), ("database.password", $"fake{i}"));
            log.PassInterval();
            ShouldBePair(log.Config.Snapshot, i);
        }

        log.Reports.ShouldBe(Enumerable.Repeat("changed database.user, database.password", 30));
    }

    [Fact]
    public void A_swap_of_the_whole_secrets_folder_is_one_change()
    {
        using TestProject project = new();
        project.WithSecret("database.user", "user0").WithSecret("database.password", "fake0");
        using WatchLog log = new(project.Load());
        for (int i = 1; i <= 10; i++)
        {
            project.WithFile("next/database.user", $"user{i}").WithFile("next/database.password", $"fake{i}");
            Native.ChangeMode(project.PathOf("next"), "700");
            Directory.Move(project.PathOf(".secrets"), project.PathOf("former"));
            Directory.Move(project.PathOf("next"), project.PathOf(".secrets"));
            Directory.Delete(project.PathOf("former"), recursive: true);
            log.PassInterval();
            ShouldBePair(log.Config.Snapshot, i);
        }

        log.Reports.ShouldBe(Enumerable.Repeat("changed database.user, database.password", 10));
    }

    [Fact]
    public void A_swap_while_it_is_read_is_read_again()
    {
        Assert.SkipUnless(Native.IsUnix, "links");
        using TestProject project = new();
        int version = 0;
        bool swaps = false;
        MountedVolume volume = new(project.Mounted, ("database.password", "fake0"));
        project.WithProjectFile("""{ "database.user": "user0" }""");
        void Swap()
        {
            version++;
            project.WithProjectFile($$"""{ "database.user": "user{{version}}" }""");
            volume.Swap(("database.password", $"fake{version}"));
        }

        // Between the project's file, which is read first, and the mounted ones.
        ConfigurationOptions options = project.Options();
        options.Sources = [.. options.Sources, new SwappingSource(() => { if (swaps) { Swap(); } })];
        using WatchLog log = new(DataJointConfig.Load(options));
        log.OnChanged = () => ShouldBePair(log.Config.Snapshot, version);
        for (int i = 0; i < 3; i++)
        {
            int settled = version;
            swaps = true;
            Swap();
            log.PassInterval(); // It never rests while it is read.
            ShouldBePair(log.Config.Snapshot, settled);
            swaps = false;
            log.PassInterval();
            ShouldBePair(log.Config.Snapshot, version);
        }
    }

    [Fact]
    [Trait("Suite", "Stress")]
    public void Ten_thousand_swaps_are_noticed_without_growth()
    {
        Assert.SkipUnless(Native.IsUnix, "links");
        using TestProject project = new();
        MountedVolume volume = new(project.Mounted, ("database.user", "user0"), ("database.password", "fake0"));
        using WatchLog log = new(project.Load());
        (int Handles, int Threads, long Memory) before = default;
        for (int i = 1; i <= 10_000; i++)
        {
            volume.Swap(("database.user", $"user{i}"), ("database.password", $"fake{i}"));
            log.PassInterval();
            ShouldBePair(log.Config.Snapshot, i);
            log.Reports.Count.ShouldBe(1);
            log.Reports.Clear();
            log.Changes.Clear();
            before = i == 1000 ? Measure() : before;
        }

        // Tests beside this one have handles, threads and memory, too. Nine thousand of anything would be far more.
        (int Handles, int Threads, long Memory) after = Measure();
        after.Handles.ShouldBeLessThan(before.Handles + 500);
        after.Threads.ShouldBeLessThan(before.Threads + 500);
        after.Memory.ShouldBeLessThan(before.Memory + (9000 * 1024));
        log.Clock.TimerCount.ShouldBe(1);
    }

    [Fact]
    [Trait("Suite", "Stress")]
    public async Task Swaps_that_never_cease_are_never_mixed()
    {
        Assert.SkipUnless(Native.IsUnix, "links");
        using TestProject project = new();
        MountedVolume volume = new(project.Mounted, ("database.user", "user0"), ("database.password", "fake0"));
        DataJointConfig config = project.Load();
        int seen = 0;
        await using ConfigurationWatch watch = config.Watch(new()
        {
            Interval = TimeSpan.FromMilliseconds(20),
            SettleTime = TimeSpan.FromMilliseconds(1),
            OnChanged = _ => Interlocked.Increment(ref seen),
        });
        for (int i = 1; i <= 10_000; i++)
        {
            volume.Swap(("database.user", $"user{i}"), ("database.password", $"fake{i}"));
            ConfigurationSnapshot snapshot = config.Snapshot;
            snapshot.Database.Password!.Reveal().ShouldBe(snapshot.Database.User!.Replace("user", "fake"));
        }

        while (config.Database.User != "user10000")
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        seen.ShouldBeGreaterThan(10);
    }

    private static void ShouldBePair(ConfigurationSnapshot snapshot, int version) =>
        (snapshot.Database.User, snapshot.Database.Password!.Reveal()).ShouldBe(($"user{version}", $"fake{version}"));

    private static (int Handles, int Threads, long Memory) Measure()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        int handles = Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : self.HandleCount;
        return (handles, self.Threads.Count, GC.GetTotalMemory(forceFullCollection: true));
    }
}
