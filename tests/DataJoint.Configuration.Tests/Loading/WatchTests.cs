namespace DataJoint.Configuration.Tests;

public sealed class WatchTests
{
    [Theory]
    [InlineData("datajoint.json", """{ "database.user": "new" }""")]
    [InlineData(".secrets/database.user", "new")]
    [InlineData(".secrets/datajoint.json", """{ "database.user": "new" }""")]
    [InlineData("mounted", "new")]
    [InlineData("named", "new")]
    public void A_change_is_in_force_within_the_interval(string name, string text)
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "old" }""").WithSecret("custom-readme.md", "");
        project.WithVariable("DJ_USER_FILE", name == "named" ? "user" : "").WithFile("user", "old");
        using WatchLog log = new(project.Load());
        log.PassInterval();
        _ = name switch
        {
            "mounted" => project.WithMountedSecret("database.user", text),
            "named" => project.WithFile("user", text),
            _ => project.WithFile(name, text),
        };
        log.Config.Database.User.ShouldBe("old");
        log.PassInterval();
        log.Config.Database.User.ShouldBe("new");
        log.TakeReports().ShouldBe(["changed database.user"]);
        log.Changes[0].Previous.Database.User.ShouldBe("old");
        log.Changes[0].Snapshot.ShouldBeSameAs(log.Config.Snapshot);
    }

    [Fact]
    public void A_project_that_comes_and_goes_is_noticed()
    {
        using TestProject project = new();
        using WatchLog log = new(project.Load());
        project.WithProjectFile("""{ "database.user": "ana" }""");
        log.PassInterval();
        log.Config.Database.User.ShouldBe("ana");
        File.Delete(project.PathOf("datajoint.json"));
        log.PassInterval();
        log.Config.Database.User.ShouldBeNull();
        project.WithSecret("database.user", "bob");
        log.PassInterval();
        log.Config.Database.User.ShouldBe("bob");
        log.TakeReports().ShouldBe(["changed database.user", "changed database.user", "changed database.user"]);
    }

    [Fact]
    public void Variables_count_too()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithVariable("DJ_USER", "old").Load());
        project.WithVariable("DJ_USER", "new");
        log.PassInterval();
        log.TakeReports().ShouldBe(["changed database.user"]);
        log.Config.Database.User.ShouldBe("new");
    }

    [Fact]
    public void A_file_is_read_when_it_stays_the_same()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithProjectFile("""{ "database.user": "old" }""").Load());
        log.Clock.Advance(WatchLog.Interval - WatchLog.SettleTime); // a look
        project.WithProjectFile("""{ "database.user": """);
        log.Clock.Advance(WatchLog.Interval - WatchLog.SettleTime);
        project.WithProjectFile("""{ "database.user": "new" }""");
        log.Clock.Advance(WatchLog.SettleTime);
        log.Config.Database.User.ShouldBe("old");
        log.Clock.Advance(WatchLog.SettleTime);
        log.Config.Database.User.ShouldBe("new");
        log.TakeReports().ShouldBe(["changed database.user"], "nobody is told of a file that is still being written");
    }

    [Fact]
    public void What_was_taken_back_and_comes_again_must_rest_anew()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithVariable("DJ_USER", "old").Load());
        log.Clock.Advance(WatchLog.Interval - WatchLog.SettleTime); // a look
        project.WithVariable("DJ_USER", "new");
        log.Clock.Advance(WatchLog.Interval - WatchLog.SettleTime);
        project.WithVariable("DJ_USER", "old");
        log.Clock.Advance(WatchLog.SettleTime);
        project.WithVariable("DJ_USER", "new");
        log.Clock.Advance(WatchLog.Interval - WatchLog.SettleTime);
        log.Config.Database.User.ShouldBe("old");
        log.Clock.Advance(WatchLog.SettleTime);
        log.Config.Database.User.ShouldBe("new");
    }

    [Fact]
    public void A_file_that_never_rests_is_read_all_the_same()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithProjectFile("""{ "database.user": "old" }""").Load());
        string text = """{ "database.user": "new" }""";
        for (TimeSpan passed = default; passed < WatchLog.Interval + WatchLog.Interval + WatchLog.SettleTime; passed += WatchLog.SettleTime)
        {
            project.WithProjectFile(text += " ");
            log.Clock.Advance(WatchLog.SettleTime);
        }

        log.Config.Database.User.ShouldBe("new");
    }

    [Fact]
    public void A_change_that_cannot_be_seen_from_outside_is_found_by_reading_once_more()
    {
        using TestProject project = new();
        int readings = 0;
        project.WithProjectFile("""{ "database.user": "old" }""");
        ConfigurationOptions options = project.Options();
        options.Sources = [new CountingSource(() => readings++), .. options.Sources];
        using WatchLog log = new(DataJointConfig.Load(options));
        log.PassInterval();
        readings.ShouldBe(2, "the load, and once more when the clock of the file system has moved on");
        log.PassInterval();
        log.PassInterval();
        readings.ShouldBe(2, "what is sure is not read again");
        log.TakeReports().ShouldBeEmpty();
    }

    [Fact]
    public void What_changes_no_setting_is_nothing_to_tell()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithProjectFile("""{ "database.user": "ana" }""").Load());
        project.WithProjectFile("\n{ \"database.user\": \"ana\" }");
        log.PassInterval();
        log.TakeReports().ShouldBeEmpty();
        log.Config.Explain("database.user").Setting.Origin!.ToString().ShouldBe("datajoint.json:2:20");
    }

    [Fact]
    public void What_somebody_else_loads_is_told_too_and_what_the_program_sets_stays()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithProjectFile("""{ "database.user": "old", "loglevel": "INFO" }""").Load());
        log.Config["loglevel"] = "ERROR";
        project.WithProjectFile("""{ "database.user": "new", "loglevel": "DEBUG" }""");
        log.Config.Reload();
        log.PassInterval();
        log.TakeReports().ShouldBe(["changed database.user, loglevel"]);
        log.Config.LogLevel.ShouldBe("ERROR");
    }

    [Fact]
    public void Secrets_are_not_in_what_is_told()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithSecret("database.password", "old-canary").Load());
        project.WithSecret("database.password", "new-canary");
        log.PassInterval();
        log.TakeReports().ShouldBe(["changed database.password"]);
    }

    [Fact]
    public void A_text_that_is_no_longer_good_is_a_change()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithVariable("DJ_PASS", $"ref+{LeasingVault.Name}://role").Load());
        LeasingVault.End = log.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        log.Config.Database.Password!.Resolve().Reveal().ShouldBe("leased");
        log.Clock.Advance(TimeSpan.FromSeconds(50));
        log.TakeReports().ShouldBeEmpty();
        log.Clock.Advance(TimeSpan.FromSeconds(15));
        log.TakeReports().ShouldBe(["changed database.password"]);
        log.Clock.Advance(TimeSpan.FromMinutes(5));
        log.TakeReports().ShouldBeEmpty("nobody has asked for another text");
    }

    [Fact]
    public void Each_watch_tells_of_a_text_that_is_no_longer_good()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithVariable("DJ_PASS", $"ref+{LeasingVault.Name}://role").Load());
        using WatchLog other = new(log.Config);
        LeasingVault.End = log.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        log.Config.Database.Password!.Resolve().Reveal().ShouldBe("leased");
        foreach (WatchLog each in new[] { log, other, log, other })
        {
            each.Clock.Advance(TimeSpan.FromSeconds(65));
        }

        log.TakeReports().ShouldBe(["changed database.password"]);
        other.TakeReports().ShouldBe(["changed database.password"]);
    }

    [Fact]
    public async Task A_text_that_was_asked_for_with_others_ends_as_well()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithVariable("DJ_USER", $"ref+{LeasingVault.Name}://role").WithVariable("DJ_PASS", $"ref+{LeasingVault.Name}://role").Load());
        LeasingVault.End = log.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        await ConfigurationSnapshot.ResolveAsync(log.Config.Snapshot.ListSettings(), TestContext.Current.CancellationToken);
        log.Clock.Advance(TimeSpan.FromMinutes(2));
        log.TakeReports().ShouldBe(["changed database.user, database.password"]);
    }

    [Fact]
    public async Task Events_of_the_file_system_cause_an_earlier_look()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "old" }""").Load();
        TaskCompletionSource<ConfigurationChange> changed = new();
        await using ConfigurationWatch watch = config.Watch(new() { Interval = TimeSpan.FromHours(1), OnChanged = changed.SetResult });
        project.WithProjectFile("""{ "database.user": "new" }""");
        (await changed.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken)).Snapshot.Database.User.ShouldBe("new");
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 5)]
    [InlineData(1, 100_000)]
    public void Times_that_make_no_sense_are_the_callers_mistake(int settle, int interval)
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        Should.Throw<ArgumentException>(() => config.Watch(new() { SettleTime = TimeSpan.FromSeconds(settle), Interval = TimeSpan.FromSeconds(interval) }));
    }
}
