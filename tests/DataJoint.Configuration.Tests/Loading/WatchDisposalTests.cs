namespace DataJoint.Configuration.Tests;

public sealed class WatchDisposalTests
{
    [Fact]
    public void Nothing_is_read_or_told_after_disposal()
    {
        using TestProject project = new();
        WatchLog log = new(project.WithProjectFile("""{ "database.user": "old" }""").Load());
        log.Dispose();
        log.Clock.TimerCount.ShouldBe(0);
        project.WithProjectFile("""{ "database.user": "new" }""");
        log.PassInterval();
        log.Config.Database.User.ShouldBe("old");
        log.Reports.ShouldBeEmpty();
        log.Dispose();
    }

    [Fact]
    public void What_was_noticed_before_disposal_is_not_told_after_it()
    {
        using TestProject project = new();
        WatchLog log = new(project.WithProjectFile("""{ "database.user": "old" }""").Load());
        project.WithProjectFile("{");
        log.PassInterval();
        log.TakeReports().ShouldBe(["problem DJ1002"]);
        log.OnChanged = () => log.Reports.ShouldBeEmpty();
        project.WithProjectFile("""{ "database.user": "new" }""");
        log.Clock.Advance(WatchLog.Interval - WatchLog.SettleTime);
        log.Dispose();
        log.PassInterval();
        log.Reports.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_action_may_dispose_of_the_watch_that_calls_it(bool onAnotherThread)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "old" }""").Load();
        TaskCompletionSource<ConfigurationWatch> made = new();
        TaskCompletionSource<bool> done = new();
        ConfigurationWatch watch = config.Watch(new()
        {
            OnChanged = _ =>
            {
                ConfigurationWatch own = made.Task.GetAwaiter().GetResult();
                Task disposal = onAnotherThread ? Task.Run(() => own.DisposeAsync().AsTask()) : own.DisposeAsync().AsTask();
                disposal.GetAwaiter().GetResult();
                done.SetResult(true);
            },
        });
        made.SetResult(watch);
        project.WithProjectFile("""{ "database.user": "new" }""");
        await done.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        await watch.DisposeAsync();
    }

    [Fact]
    public async Task Asynchronous_disposal_waits_for_an_action_and_the_other_one_does_not()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "old" }""").Load();
        TaskCompletionSource<bool> begun = new();
        TaskCompletionSource<bool> end = new();
        ConfigurationWatch watch = config.Watch(new()
        {
            OnChanged = _ =>
            {
                begun.SetResult(true);
                end.Task.GetAwaiter().GetResult();
            },
        });
        project.WithProjectFile("""{ "database.user": "new" }""");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        watch.Dispose();
        Task disposal = watch.DisposeAsync().AsTask();
        disposal.IsCompleted.ShouldBeFalse();
        end.SetResult(true);
        await disposal.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Overrides_of_the_flow_that_begins_the_watch_are_nothing_to_it()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "old" }""").Load();
        TaskCompletionSource<string?> seen = new();
        using IDisposable scope = config.Override(("database.user", "mine"));
        await using ConfigurationWatch watch = config.Watch(new() { OnChanged = _ => seen.SetResult(config.Database.User) });
        project.WithProjectFile("""{ "database.user": "new" }""");
        (await seen.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken)).ShouldBe("new");
    }
}
