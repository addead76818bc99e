namespace DataJoint.Configuration.Tests;

public sealed class PrecedenceTests
{
    /// <summary>Every place that can give a value, highest first.</summary>
    private static readonly string[] Places =
    [
        "program", "DJ_USER", ".secrets/datajoint.dev.json", ".secrets/database.user", ".secrets/datajoint.json",
        "mounted/datajoint.dev.json", "mounted/database.user", "mounted/datajoint.json", "datajoint.dev.json", "datajoint.json",
    ];

    public static TheoryData<string, string> Pairs()
    {
        TheoryData<string, string> pairs = [];
        for (int high = 0; high < Places.Length; high++)
        {
            for (int low = high + 1; low < Places.Length; low++)
            {
                pairs.Add(Places[high], Places[low]);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_higher_place_wins(string high, string low)
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithProjectFile("{}");
        Give(project, low, "low");
        Give(project, high, "high");
        DataJointConfig config = project.Load();
        config.Database.User.ShouldBe("high");
        config.Explain("database.user").Candidates.Select(c => c.Value.ToString()).ShouldBe(["high", "low"]);
    }

    [Fact]
    public void All_places_are_explained_in_their_order()
    {
        using TestProject project = new() { Environment = "dev" };
        foreach (string place in Enumerable.Reverse(Places))
        {
            Give(project, place, place);
        }

        project.Load().Explain("database.user").Candidates.Select(c => c.Value.ToString()).ShouldBe(Places);
    }

    [Fact]
    public void A_layer_wins_setting_by_setting_and_never_file_by_file()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database": { "host": "low", "user": "kept", "port": 3307 } }""")
            .WithSecret("datajoint.json", """{ "database.host": "high" }""");
        DataJointConfig config = project.Load();
        config.Database.Host.ShouldBe("high");
        config.Database.User.ShouldBe("kept");
        config.Database.Port.ShouldBe(3307);
    }

    [Fact]
    public void Stores_merge_attribute_by_attribute()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "stores": { "main": { "protocol": "s3", "bucket": "b", "endpoint": "low", "location": "l" } } }""")
            .WithSecret("stores.main.access_key", "ID")
            .WithSecret("datajoint.json", """{ "stores": { "main": { "endpoint": "high", "secret_key": "KEY" } } }""");
        StoreSpec main = project.Load().Stores["main"];
        main.GetText("endpoint").ShouldBe("high");
        main.GetText("bucket").ShouldBe("b");
        main.GetSecret("access_key")!.Reveal().ShouldBe("ID");
        main.GetSecret("secret_key")!.Reveal().ShouldBe("KEY");
        main.OriginOf("endpoint")!.ToString().ShouldBe(".secrets/datajoint.json:1:37");
        main.OriginOf("token_length").ShouldBeNull();
    }

    [Fact]
    public void Null_lets_the_next_lower_place_supply_the_value()
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithProjectFile("""{ "database.user": "low", "stores": { "main": { "protocol": "file", "location": "/d" } } }""")
            .WithFile("datajoint.dev.json", """{ "database": null, "stores": { "main": null } }""")
            .WithSecret("datajoint.json", """{ "database": { "user": null }, "stores": null }""")
            .WithVariable("DJ_STORES", """{ "main": { "protocol": null } }""");
        DataJointConfig config = project.Load();
        config.Database.User.ShouldBe("low");
        config.Stores.Contains("main").ShouldBeTrue();
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Without_any_file_defaults_and_variables_are_enough_and_nothing_is_said()
    {
        using TestProject project = new();
        project.WithVariable("DJ_HOST", "db");
        DataJointConfig config = project.Load();
        config.Database.Host.ShouldBe("db");
        config.LogLevel.ShouldBe("INFO");
        config.LayerOf("loglevel").ShouldBe(SettingLayer.Default);
        config.OriginOf("loglevel").ShouldBeNull();
        config.Diagnostics.ShouldBeEmpty();
        config.Snapshot.Project.Root.ShouldBeNull();
        config.Snapshot.Project.ConfigFile.ShouldBeNull();
        config.Snapshot.Project.SecretsDirectory.ShouldBeNull();
    }

    private static void Give(TestProject project, string place, string value)
    {
        string json = $$"""{ "database.user": "{{value}}" }""";
        if (place == "program")
        {
            project.WithSetting("database.user", value);
        }
        else if (place == "DJ_USER")
        {
            project.WithVariable(place, value);
        }
        else if (place.StartsWith("mounted/", StringComparison.Ordinal))
        {
            string name = place.Substring("mounted/".Length);
            project.WithMountedSecret(name, name.EndsWith(".json", StringComparison.Ordinal) ? json : value);
        }
        else
        {
            project.WithFile(place, place.EndsWith(".json", StringComparison.Ordinal) ? json : value);
        }
    }
}
