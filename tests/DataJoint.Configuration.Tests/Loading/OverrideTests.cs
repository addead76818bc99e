namespace DataJoint.Configuration.Tests;

public sealed class OverrideTests
{
    [Fact]
    public void An_override_holds_until_it_is_disposed()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithVariable("DJ_SAFEMODE", "true").Load();
        using (config.Override(("safemode", false), ("database.port", 3307)))
        {
            config.SafeMode.ShouldBeFalse();
            config["safemode"].AsBoolean().ShouldBeFalse();
            config.Database.Port.ShouldBe(3307);
            config.OriginOf("safemode").ShouldBe("override");
            config.LayerOf("safemode").ShouldBe(SettingLayer.Programmatic);
        }

        config.SafeMode.ShouldBeTrue();
        config.Database.Port.ShouldBe(3306);
    }

    [Fact]
    public void The_inner_of_two_wins_and_the_outer_comes_back()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        using (config.Override(("loglevel", "ERROR"), ("database.user", "outer")))
        {
            using (config.Override(("loglevel", "DEBUG")))
            {
                config.LogLevel.ShouldBe("DEBUG");
                config.Database.User.ShouldBe("outer");
            }

            config.LogLevel.ShouldBe("ERROR");
        }

        config.LogLevel.ShouldBe("INFO");
    }

    [Fact]
    public void Scopes_may_end_in_any_order()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        IDisposable outer = config.Override(("database.user", "outer"));
        IDisposable middle = config.Override(("database.name", "middle"));
        IDisposable inner = config.Override(("loglevel", "ERROR"));
        config.Database.User.ShouldBe("outer");

        outer.Dispose();
        config.Database.User.ShouldBeNull();
        config.Database.Name.ShouldBe("middle");
        middle.Dispose();
        config.Database.Name.ShouldBeNull();
        config.LogLevel.ShouldBe("ERROR");
        inner.Dispose();
        config.LogLevel.ShouldBe("INFO");
        inner.Dispose();
        config.LogLevel.ShouldBe("INFO");
    }

    [Fact]
    public async Task Parallel_flows_do_not_see_each_other()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        await Task.WhenAll(Enumerable.Range(1, 20).Select(async port =>
        {
            using (config.Override(("database.port", port)))
            {
                for (int i = 0; i < 20; i++)
                {
                    await Task.Yield();
                    config.Database.Port.ShouldBe(port);
                    await Task.Run(() => config["database.port"].AsInteger().ShouldBe(port));
                }
            }

            config.Database.Port.ShouldBe(3306);
        }));
        config.Database.Port.ShouldBe(3306);
    }

    [Fact]
    public async Task A_flow_that_outlives_the_scope_no_longer_sees_it()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        TaskCompletionSource<bool> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string> late;
        using (config.Override(("loglevel", "ERROR")))
        {
            config.LogLevel.ShouldBe("ERROR");
            late = Task.Run(async () =>
            {
                await closed.Task;
                return config.LogLevel;
            });
        }

        closed.SetResult(true);
        (await late).ShouldBe("INFO");
    }

    [Fact]
    public async Task A_scope_may_end_in_another_flow()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        IDisposable scope = config.Override(("loglevel", "ERROR"));
        await Task.Run(scope.Dispose);
        config.LogLevel.ShouldBe("INFO");
    }

    [Fact]
    public void An_override_stays_on_top_of_a_reload_and_of_what_is_set_meanwhile()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "loglevel": "INFO", "database.user": "old" }""").Load();
        using (config.Override(("loglevel", "ERROR")))
        {
            config.LogLevel.ShouldBe("ERROR");
            project.WithProjectFile("""{ "loglevel": "DEBUG", "database.user": "new" }""");
            config.Reload();
            config.LogLevel.ShouldBe("ERROR");
            config.Database.User.ShouldBe("new");
            config["loglevel"] = "CRITICAL";
            config["database.name"] = "set";
            config.LogLevel.ShouldBe("ERROR");
            config.Database.Name.ShouldBe("set");
        }

        config.LogLevel.ShouldBe("CRITICAL");
    }

    [Fact]
    public void Two_configurations_have_overrides_of_their_own()
    {
        using TestProject project = new();
        DataJointConfig first = project.Load();
        DataJointConfig second = project.Load();
        using (first.Override(("loglevel", "ERROR")))
        {
            second.LogLevel.ShouldBe("INFO");
        }
    }

    [Fact]
    public void Stores_and_secrets_can_be_overridden()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "a": { "protocol": "file", "location": "/low" } } }""").Load();
        using (config.Override(("stores.a.location", "/high"), ("database.password", new Secret("fake"))))
        {
            config.Stores["a"].Location.ShouldBe("/high");
            config.Database.Password!.Reveal().ShouldBe("fake");
            config.ToString().ShouldNotContain("fake");
        }
    }

    [Fact]
    public void A_bad_override_changes_nothing()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        Should.Throw<KeyNotFoundException>(() => config.Override(("loglevel", "ERROR"), ("databse.host", "x"))).Message.ShouldContain("database.host");
        Should.Throw<ArgumentException>(() => config.Override(("loglevel", "ERROR"), ("database.port", 0)));
        Should.Throw<ArgumentNullException>(() => config.Override(null!));
        config.LogLevel.ShouldBe("INFO");
    }
}
