namespace DataJoint.Configuration.Editing.Tests;

public sealed class MigrationPlanTests
{
    [Fact]
    public void Making_a_plan_writes_nothing()
    {
        using OldProject project = new("""{ "database.host": "db.example.com", "database.password": "fake-password" }""");
        project.Plan().HasWork.ShouldBeTrue();
        Directory.GetFileSystemEntries(project.Files.Root).Select(Path.GetFileName).ShouldBe([OldProject.FileName]);
    }

    [Fact]
    public void An_object_with_a_key_of_ones_own_stays_below_custom()
    {
        using OldProject project = new("""{ "custom.rig": { "n": 3 } }""");

        MigrationStep step = project.Step("custom.rig.n");

        step.IsWritten.ShouldBeTrue();
        step.NewKey.ShouldBe("custom.rig.n");
    }

    [Theory]
    [InlineData("database.host", "\"db.example.com\"", "database.host", "datajoint.json")]
    [InlineData("database.port", "3307", "database.port", "datajoint.json")]
    [InlineData("database_prefix", "\"lab_\"", "database.database_prefix", "datajoint.json")]
    [InlineData("loglevel", "\"debug\"", "loglevel", "datajoint.json")]
    [InlineData("database.user", "\"ana\"", "database.user", ".secrets/database.user")]
    [InlineData("database.password", "\"fake-password\"", "database.password", ".secrets/database.password")]
    [InlineData("fetch_format", "\"array\"", "custom.fetch_format", "datajoint.json")]
    [InlineData("external.aws_secret_access_key", "\"fake-key\"", "custom.external.aws_secret_access_key", ".secrets/datajoint.json")]
    [InlineData("database.pass", "\"fake-key\"", "custom.database.pass", ".secrets/datajoint.json")]
    [InlineData("custom.accessories", "\"three\"", "custom.accessories", "datajoint.json")]
    [InlineData("mypass", "\"fake-key\"", "custom.mypass", ".secrets/datajoint.json")]
    [InlineData("lab_passwd", "\"fake-key\"", "custom.lab_passwd", ".secrets/datajoint.json")]
    [InlineData("passphrase_of_lab", "\"fake-key\"", "custom.passphrase_of_lab", ".secrets/datajoint.json")]
    [InlineData("passive", "\"fake\"", "custom.passive", "datajoint.json")]
    [InlineData("database.password", "\" fake with blanks \"", "database.password", ".secrets/datajoint.json")]
    [InlineData("database.password", "\"\"", "database.password", ".secrets/datajoint.json")]
    public void Each_value_has_its_place(string oldKey, string value, string newKey, string file)
    {
        using OldProject project = new($$"""{ "{{oldKey}}": {{value}} }""");
        MigrationStep step = project.Step(oldKey);
        step.IsWritten.ShouldBeTrue();
        step.NewKey.ShouldBe(newKey);
        step.File.ShouldBe(file);
        step.Origin.ToString().ShouldBe($"{OldProject.FileName}:1:{oldKey.Length + 7}");
    }

    [Theory]
    [InlineData("\"database.port\": \"many\"", "database.port", "expected a whole number")]
    [InlineData("\"safemode\": \"maybe\"", "safemode", "expected true or false")]
    [InlineData("\"display.limit\": [1]", "display.limit", "an array")]
    [InlineData("\"database.host\": { \"name\": \"db\" }", "database.host.name", "an object")]
    [InlineData("\"database.host\": 5", "database.host", "text")]
    public void A_value_that_does_not_fit_goes_below_custom_and_says_why(string member, string oldKey, string why)
    {
        using OldProject project = new("{ " + member + " }");
        MigrationStep step = project.Step(oldKey);
        step.Action.ShouldBe(MigrationAction.CarryAsCustom);
        step.NewKey.ShouldBe("custom." + oldKey);
        step.Note.ShouldNotBeNull().ShouldContain(why);
    }

    [Fact]
    public void Null_means_not_set_for_a_setting_and_stays_null_below_custom()
    {
        using OldProject project = new("""{ "connection.init_function": null, "filepath_checksum_size_limit": null }""");
        project.Step("connection.init_function").Action.ShouldBe(MigrationAction.Unset);
        project.Step("filepath_checksum_size_limit").Action.ShouldBe(MigrationAction.CarryAsCustom);
        project.Migrated().Text("datajoint.json").ShouldContain("\"filepath_checksum_size_limit\": null");
    }

    [Fact]
    public void Stores_of_0_11_become_stores()
    {
        using OldProject project = new(
            """{ "external": { "protocol": "file", "location": "/a" }, "external-raw": { "protocol": "s3", "secret_key": "fake-key" } }""");
        project.Step("external.location").NewKey.ShouldBe("stores.external.location");
        project.Step("external-raw.secret_key").NewKey.ShouldBe("stores.external-raw.secret_key");
        project.Step("external-raw.secret_key").File.ShouldBe(".secrets/stores.external-raw.secret_key");
    }

    [Theory]
    [InlineData("plotting/", "plotting")]
    [InlineData("/ephys", "ephys")]
    public void Slashes_around_a_location_which_did_not_count_go(string old, string location)
    {
        using OldProject project = new("{ \"stores\": { \"raw\": { \"protocol\": \"s3\", \"location\": \"" + old + "\" }, \"disk\": { \"protocol\": \"file\", \"location\": \"/data\" } } }");
        project.Step("stores.raw.location").Value.Reveal().ShouldBe(location);
        project.Step("stores.disk.location").Value.Reveal().ShouldBe("/data");
    }

    [Fact]
    public void What_a_stores_protocol_does_not_know_goes_below_custom()
    {
        using OldProject project = new("""{ "stores": { "raw": { "protocol": "file", "location": "/a", "bucket": "b" }, "a.b": { "protocol": "file" }, "bad": 1 } }""");
        project.Step("stores.raw.bucket").NewKey.ShouldBe("custom.stores.raw.bucket");
        project.Step("stores.a.b.protocol").NewKey.ShouldBe("custom.stores.a.b.protocol");
        project.Step("stores.bad").NewKey.ShouldBe("custom.stores.bad");
    }

    [Fact]
    public void A_plug_ins_store_keeps_all_its_attributes()
    {
        using OldProject project = new("""{ "stores": { "lab": { "protocol": "labftp", "folder": "x", "password": "fake-password" } } }""");
        project.Step("stores.lab.folder").NewKey.ShouldBe("stores.lab.folder");
        project.Step("stores.lab.password").File.ShouldBe(".secrets/stores.lab.password");
    }

    [Fact]
    public void A_port_in_the_host_counts_as_it_did()
    {
        using OldProject same = new("""{ "database.host": "db:3307", "database.port": 3307 }""");
        same.Step("database.port").Action.ShouldBe(MigrationAction.Present);
        using OldProject other = new("""{ "database.host": "db:3307", "database.port": 3306 }""");
        other.Step("database.port").NewKey.ShouldBe("custom.database.port");
        other.Migrated().Files.Load().Database.Port.ShouldBe(3307);
    }

    [Fact]
    public void TLS_options_get_settings_of_their_own()
    {
        using OldProject project = new("""{ "database.use_tls": { "ca": "/etc/ca.pem", "cipher": "AES" } }""");
        DataJointConfig config = project.Migrated().Files.Load();
        config.Database.UseTls.ShouldBe(true);
        config.Database.Tls.Ca.ShouldBe("/etc/ca.pem");
        config["custom.database.use_tls.cipher"].AsText().ShouldBe("AES");
    }

    [Fact]
    public void Two_values_for_one_place_both_stay()
    {
        using OldProject project = new("""{ "custom": { "lab": "A" }, "lab": "B", "database.database_prefix": "x_", "database_prefix": "y_" }""");
        DataJointConfig config = project.Migrated().Files.Load();
        config["custom.lab"].AsText().ShouldBe("A");
        config["custom.lab_2"].AsText().ShouldBe("B");
        config.Database.DatabasePrefix.ShouldBe("x_");
        config["custom.database_prefix"].AsText().ShouldBe("y_");
        project.Plan().HasWork.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"custom\": { \"lab\": \"A\" } }")]
    public void A_value_and_values_below_its_name_both_stay(string projectFile)
    {
        using OldProject project = new("""{ "custom": { "lab": "A", "dirs": { "a": 1 } }, "lab": { "room": { "no": 5 } }, "dirs": true }""");
        if (projectFile.Length > 0)
        {
            project.Files.WithProjectFile(projectFile);
        }

        DataJointConfig config = project.Migrated().Files.Load();
        config["custom.lab"].AsText().ShouldBe("A");
        config["custom.lab.room.no"].AsInteger().ShouldBe(5);
        config["custom.dirs"].AsBoolean().ShouldBeTrue();
        config["custom.dirs.a"].AsInteger().ShouldBe(1);
        project.Plan().HasWork.ShouldBeFalse();
    }

    [Fact]
    public void Of_a_key_given_twice_the_last_counts_as_in_Python()
    {
        using OldProject project = new("""{ "database.host": "first", "database.host": "last" }""");
        project.Plan().Steps.ShouldHaveSingleItem().Value.AsText().ShouldBe("last");
    }

    [Fact]
    public void What_the_project_has_is_told_and_stays()
    {
        using OldProject project = new("""{ "database.host": "old", "safemode": false, "database.password": "fake-old", "database.user": "ana" }""");
        project.Files.WithProjectFile("""{ "database": { "host": "new", "safemode": 1 }, "safemode": false, "database.user": "eve" }""")
            .WithSecret("database.password", "fake-new");
        project.Step("database.host").Action.ShouldBe(MigrationAction.Conflict);
        project.Step("database.host").Note.ShouldBe("datajoint.json:1:25 has another value, which stays");
        project.Step("safemode").Action.ShouldBe(MigrationAction.Present);
        project.Step("database.password").Action.ShouldBe(MigrationAction.Conflict);
        project.Step("database.password").File.ShouldBe(".secrets/database.password");
        project.Step("database.user").Action.ShouldBe(MigrationAction.Conflict);
        project.Plan().HasWork.ShouldBeFalse();
    }

    [Fact]
    public void No_text_of_the_plan_shows_a_credential()
    {
        using OldProject project = new(
            """
            { "database.password": "CANARY-1", "api_token": "CANARY-2", "stores": { "s": { "protocol": "s3", "secret_key": ["CANARY-3"] } },
              "people": [ { "password": "CANARY-4" } ], "custom": { "keys": { "a": "CANARY-5" }, "api_key": [ "CANARY-6" ] } }
            """);
        MigrationPlan plan = project.Plan();
        foreach (MigrationStep step in plan.Steps)
        {
            (step.ToString() + step.Note + step.Value).ShouldNotContain("CANARY");
        }

        project.Migrated();
        project.Text("datajoint.json").ShouldNotContain("CANARY");
        plan.CredentialsInOldFile.Count().ShouldBe(6);
        string kept = string.Concat(Directory.GetFiles(project.Files.PathOf(".secrets")).Select(File.ReadAllText));
        foreach (int number in Enumerable.Range(1, 6))
        {
            kept.ShouldContain("CANARY-" + number);
        }
    }

    [Theory]
    [InlineData("{ \"database.password\": \"CANARY", "DJ1002")]
    [InlineData("{ \"database.password\": CANARY }", "DJ1002")]
    [InlineData("{ \"a\": True }", "DJ1002")]
    [InlineData("[ 1 ]", "DJ1012")]
    [InlineData("", "DJ1012")]
    [InlineData("{} x", "DJ1002")]
    public void An_old_file_that_is_no_JSON_object_is_refused_with_its_place(string text, string id)
    {
        using OldProject project = new(text);
        Diagnostic found = Should.Throw<ConfigurationException>(project.Plan).Diagnostics.ShouldHaveSingleItem();
        found.Id.ShouldBe(id);
        found.Origin!.Line.ShouldBe(1);
        (found + found.Hint + found.Excerpt?.Line).ShouldNotContain("CANARY");
    }

    [Fact]
    public void A_project_that_has_a_fault_is_mended_first()
    {
        using OldProject project = new("""{ "database.host": "db" }""");
        project.Files.WithProjectFile("{ \"database.port\": \"many\" }");
        Should.Throw<ConfigurationException>(project.Plan).Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1003");
    }

    [Fact]
    public void The_local_file_is_found_before_the_one_at_home()
    {
        using OldProject project = new("{}");
        project.Files.WithFile(Path.Combine("home", ".datajoint_config.json"), "{}");
        string home = project.Files.PathOf("home");
        MigrationPlan.FindOldFile(project.Files.Root, home).ShouldBe(project.Files.PathOf(OldProject.FileName));
        MigrationPlan.FindOldFile(home, home).ShouldBe(Path.Combine(home, ".datajoint_config.json"));
        MigrationPlan.FindOldFile(home, null).ShouldBeNull();
    }
}
