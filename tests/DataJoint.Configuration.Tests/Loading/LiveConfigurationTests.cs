namespace DataJoint.Configuration.Tests;

public sealed class LiveConfigurationTests
{
    [Fact]
    public void Setting_a_value_puts_it_on_top_and_no_value_takes_it_back()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithVariable("DJ_HOST", "low").Load();
        config["database.host"] = "high:3307";
        config.Database.Host.ShouldBe("high");
        config.Database.Port.ShouldBe(3307);
        config.OriginOf("database.host").ShouldBe("program");
        config["database.host"] = default;
        config.Database.Host.ShouldBe("low");
        config.Database.Port.ShouldBe(3306);
        config["database.host"] = default;
    }

    [Fact]
    public void A_snapshot_that_was_taken_does_not_change()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        ConfigurationSnapshot before = config.Snapshot;
        config["stores.a.protocol"] = "file";
        config["custom.x"] = 1;
        before.Stores.ShouldBeEmpty();
        before["custom.x"].HasValue.ShouldBeFalse();
        config.Stores.ShouldBe(["a"]);
        config["stores.a.protocol"] = default;
        config["custom.x"] = default;
        config.Stores.ShouldBeEmpty();
        config.Snapshot.ListSettings().Count().ShouldBe(SettingCatalogue.All.Count);
    }

    [Fact]
    public void Reload_reads_files_afresh_and_keeps_what_was_set()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "old", "loglevel": "INFO" }""").Load();
        config["loglevel"] = "ERROR";
        project.WithProjectFile("""{ "database.user": "new", "loglevel": "DEBUG" }""").WithVariable("DJ_HOST", "db");
        config.Reload();
        config.Database.User.ShouldBe("new");
        config.LogLevel.ShouldBe("ERROR");
        config.Database.Host.ShouldBe("db");
    }

    [Fact]
    public async Task Loading_and_reloading_have_asynchronous_forms()
    {
        using TestProject project = new();
        DataJointConfig config = await DataJointConfig.LoadAsync(project.WithProjectFile("""{ "database.user": "old" }""").Options());
        config.Database.User.ShouldBe("old");
        project.WithProjectFile("""{ "database.user": "new" }""");
        await config.ReloadAsync();
        config.Database.User.ShouldBe("new");
        project.WithProjectFile("{");
        await Should.ThrowAsync<ConfigurationException>(config.ReloadAsync());
        config.Database.User.ShouldBe("new");
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(DataJointConfig.LoadAsync(project.Options(), cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(config.ReloadAsync(cancelled.Token));
    }

    [Fact]
    public void Clear_drops_what_was_set_and_the_options_values_too()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "file" }""").WithSetting("database.user", "option").Load();
        config.Database.User.ShouldBe("option");
        config["loglevel"] = "ERROR";
        config.Clear();
        config.Database.User.ShouldBe("file");
        config.LogLevel.ShouldBe("INFO");
        config.Reload();
        config.Database.User.ShouldBe("file");
    }

    [Fact]
    public void A_clear_that_fails_leaves_everything_as_it_was()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        config["loglevel"] = "ERROR";
        project.WithProjectFile("{");
        Should.Throw<ConfigurationException>(config.Clear);
        config.LogLevel.ShouldBe("ERROR");
        project.WithProjectFile("{}");
        config.Reload();
        config.LogLevel.ShouldBe("ERROR");
    }

    [Theory]
    [InlineData("databse.host", "database.host")]
    [InlineData("stores.main.", null)]
    [InlineData("", null)]
    public void An_unknown_key_is_an_exception_with_a_suggestion(string key, string? suggestion)
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        string message = Should.Throw<KeyNotFoundException>(() => _ = config[key]).Message;
        Should.Throw<KeyNotFoundException>(() => config[key] = "x");
        Should.Throw<KeyNotFoundException>(() => config.Explain(key));
        if (suggestion is not null)
        {
            message.ShouldContain(suggestion);
        }
    }

    [Fact]
    public void A_key_that_is_null_is_the_callers_mistake()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        Should.Throw<ArgumentNullException>(() => _ = config[null!]);
        Should.Throw<ArgumentNullException>(() => config[null!] = "x");
    }

    [Theory]
    [InlineData("database.port", "many")]
    [InlineData("safemode", "perhaps")]
    [InlineData("database.host", "")]
    public void A_value_that_does_not_fit_is_an_exception_and_changes_nothing(string key, string value)
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        Should.Throw<ArgumentException>(() => config[key] = value).Message.ShouldContain(key);
        config.LayerOf(key).ShouldBe(SettingLayer.Default);
    }

    [Fact]
    public void A_secret_that_was_set_where_it_does_not_fit_is_not_quoted()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        Should.Throw<ArgumentException>(() => config["database.port"] = new Secret("canary")).ToString().ShouldNotContain("canary");
        Should.Throw<ArgumentException>(() => config["database.host"] = new Secret("ca nary")).ToString().ShouldNotContain("nary");
        config["custom.note"] = new Secret("canary");
        config["custom.note"].Reveal().ShouldBe("canary");
        config.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public void Options_take_values_of_any_type()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSetting("database.port", 3307L).WithSetting("safemode", false).WithSetting("loglevel", "debug")
            .WithSetting("stores.a.subfolding", new[] { 2, 3 }).WithSetting("database.password", new Secret("fake")).WithSetting("database.user", null)
            .WithSetting("display.limit", (SettingValue)7).Load();
        config.Database.Port.ShouldBe(3307);
        config.SafeMode.ShouldBeFalse();
        config.LogLevel.ShouldBe("DEBUG");
        config["stores.a.subfolding"].AsText().ShouldBe("[2, 3]");
        config.Database.Password!.Reveal().ShouldBe("fake");
        config.Database.User.ShouldBeNull();
        config.Display.Limit.ShouldBe(7);
        using TestProject unknown = new();
        using TestProject mistyped = new();
        Should.Throw<KeyNotFoundException>(() => unknown.WithSetting("nonsense", 1).Load());
        Should.Throw<ArgumentException>(() => mistyped.WithSetting("database.port", 1.5).Load());
    }
}
