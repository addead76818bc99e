namespace DataJoint.Configuration.Editing.Tests;

/// <summary>What datajoint-python 2.3.2 was seen to do, scenario by scenario.</summary>
public sealed class PythonComparisonTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Where_both_agree_nothing_is_said()
    {
        _project.WithProjectFile("""{ "database.host": "db", "database": { "port": 3307, "use_tls": true }, "safemode": "yes", "jobs.stale_timeout": "60" }""")
            .WithSecret("database.user", "me\n").WithSecret("database.password", "p").WithVariable("DJ_HOST", "other");

        Compare().ShouldBeEmpty();
    }

    [Fact]
    public void The_secrets_file_in_json_is_never_read_there()
    {
        _project.WithProjectFile("""{ "database.user": "project_user" }""")
            .WithSecret("datajoint.json", """{ "database.user": "secrets_user", "database.password": "CANARY" }""");

        Compare().ShouldBe(
        [
            "database.user: Python uses \"project_user\" from datajoint.json, not \"secrets_user\" of .secrets/datajoint.json:1:20: "
                + "it never reads .secrets/datajoint.json, and there datajoint.json beats .secrets/",
            "database.password: Python has no value, not that of .secrets/datajoint.json:1:57: it never reads .secrets/datajoint.json",
        ]);
    }

    [Fact]
    public void A_reference_is_a_text_like_any_other_there()
    {
        _project.WithProjectFile("""{ "database.password": "ref+env://LAB", "stores": { "main": { "protocol": "s3", "secret_key": "ref+env://KEY" } } }""")
            .WithVariable("DJ_USER", "ref+env://USER_OF_LAB");

        Compare().ShouldBe(
        [
            "database.user: datajoint-python would take the text of the reference (DJ_USER) as the user: it knows no references",
            "database.password: datajoint-python would take the text of the reference (datajoint.json:1:24) as the password: it knows no references",
            "stores.main.secret_key: datajoint-python would take the text of the reference (datajoint.json:1:95) as the secret_key: it knows no references",
        ], ignoreOrder: true);
    }

    [Fact]
    public void The_project_file_beats_single_value_files_there()
    {
        _project.WithProjectFile("""{ "database.user": "a", "stores.main": { "protocol": "s3" }, "stores": { "main": { "access_key": "CANARY-1" } } }""")
            .WithSecret("database.user", "b").WithSecret("stores.main.access_key", "CANARY-2");

        Compare().ShouldBe(
        [
            "database.user: Python uses \"a\" from datajoint.json, not \"b\" of .secrets/database.user:1:1: there datajoint.json beats .secrets/",
            "stores.main.protocol: Python has no value, not \"s3\" of datajoint.json:1:54: "
                + "it knows stores as nested objects or as flat keys of three parts, nothing else",
            "stores.main.access_key: Python takes it from datajoint.json, not that of .secrets/stores.main.access_key:1:1: "
                + "there datajoint.json beats .secrets/",
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("DJ_SAFEMODE", "false", "safemode", "true", "there datajoint.json beats DJ_SAFEMODE")]
    [InlineData("DJ_USE_TLS", "false", "database.use_tls", "true", "there datajoint.json beats DJ_USE_TLS")]
    [InlineData("DJ_TLS", "false", "database.use_tls", "true", "it does not read DJ_TLS")]
    [InlineData("DJ_JOBS_STALE_TIMEOUT", "7", "jobs.stale_timeout", "60", "there datajoint.json beats DJ_JOBS_STALE_TIMEOUT")]
    public void Some_variables_lose_to_the_file_there(string variable, string value, string key, string inFile, string why)
    {
        _project.WithProjectFile($$"""{ "{{key}}": {{inFile}} }""").WithVariable(variable, value);

        Compare().ShouldBe([$"{key}: Python uses \"{inFile}\" from datajoint.json, not \"{value}\" of {variable}: {why}"]);
    }

    [Theory]
    [InlineData("DJ_STORES_MAIN_BUCKET", "stores.main.bucket")]
    [InlineData("DJ_TLS", "database.use_tls")]
    public void Variables_that_only_this_product_reads_are_named(string variable, string key)
    {
        _project.WithProjectFile("""{ "stores": { "main": { "protocol": "s3" } } }""").WithVariable(variable, "true");

        Compare().ShouldBe([$"{key}: Python has no value, not \"true\" of {variable}: it does not read {variable}"]);
    }

    [Theory]
    [InlineData("LIMIT", "7", "display.limit", "12")]
    [InlineData("width", "20", "display.width", "14")]
    [InlineData("SHOW_TUPLE_COUNT", "no", "display.show_tuple_count", "true")]
    [InlineData("CHARSET", "latin1", "connection.charset", "")]
    public void Variables_without_a_prefix_are_read_there(string variable, string value, string key, string inFile)
    {
        _project.WithProjectFile("{}").WithVariable(variable, value);
        Compare().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            text => text.ShouldStartWith($"{key}: Python uses "), text => text.ShouldEndWith($"from {variable}: it reads {variable} too"));

        _project.WithProjectFile($$"""{ "{{key}}": "{{inFile}}" }""");
        Compare().ShouldBeEmpty();
    }

    [Fact]
    public void The_password_of_a_proxy_is_compared_and_not_shown()
    {
        const string Store = """{ "stores": { "main": { "protocol": "s3", "proxy_server": "http://lab:CANARY-1@proxy:3128" } } }""";
        _project.WithProjectFile(Store);
        Compare().ShouldBeEmpty();

        _project.WithVariable("DJ_STORES_MAIN_PROXY_SERVER", "http://lab:CANARY-2@proxy:3128");
        string difference = Compare().ShouldHaveSingleItem();
        difference.ShouldContain("http://lab:********@proxy:3128");
        difference.ShouldNotContain("CANARY");
    }

    [Fact]
    public void Variables_that_name_files_are_not_read_there()
    {
        _project.WithFile("user", "me").WithVariable("DJ_USER_FILE", "user");

        Compare().ShouldHaveSingleItem().ShouldEndWith("it does not read DJ_USER_FILE");
    }

    [Theory]
    [InlineData("{ \"database.host\": \"db\" } // comment", "line 1 holds a comment")]
    [InlineData("{\n  \"database.host\": \"db\",\n}", "line 2 holds a comma before a closing bracket")]
    [InlineData("\uFEFF{ \"database.host\": \"db\" }", "it starts with a byte-order mark")]
    public void A_file_that_is_not_strict_JSON_is_dropped_whole_there(string text, string why)
    {
        _project.WithProjectFile(text);

        Compare().ShouldHaveSingleItem().ShouldEndWith($"it reads nothing of datajoint.json, because {why}");
    }

    [Fact]
    public void Behind_the_first_value_that_it_rejects_it_reads_no_further()
    {
        _project.WithProjectFile("{\n  \"database.name\": \"kept\",\n  \"loglevel\": \"debug\",\n  \"database.host\": \"lost\"\n}");

        string[] found = Compare();

        found.Length.ShouldBe(2);
        found.ShouldAllBe(m => m.EndsWith("it stops reading datajoint.json at loglevel in line 3, whose value it rejects", StringComparison.Ordinal));
        found.ShouldNotContain(m => m.StartsWith("database.name", StringComparison.Ordinal));
    }

    [Fact]
    public void Null_for_a_setting_that_must_have_a_value_is_such_a_value()
    {
        _project.WithProjectFile("""{ "database.host": null, "safemode": false }""");

        Compare().ShouldHaveSingleItem().ShouldStartWith("safemode: Python uses \"true\"");
    }

    [Fact]
    public void It_has_no_sqlite()
    {
        _project.WithProjectFile("""{ "database.name": "lab.db", "database.backend": "sqlite" }""");

        Compare().ShouldHaveSingleItem().ShouldStartWith("database.backend: Python uses \"mysql\", not \"sqlite\"");
    }

    [Theory]
    [InlineData("DJ_BACKEND", "sqlite", "mysql, postgresql")]
    [InlineData("DJ_BACKEND", "PostgreSQL", "mysql, postgresql")]
    [InlineData("DJ_LOG_LEVEL", "debug", "DEBUG, INFO")]
    [InlineData("DJ_SAFEMODE", " true", "spaces")]
    [InlineData("DJ_PORT", "", "it is set but empty")]
    [InlineData("DJ_IGNORE_CONFIG_FILE", "", "not a boolean")]
    [InlineData("DJ_DISPLAY", ":0", "JSON for a whole group")]
    [InlineData("LIMIT", "unlimited", "not a whole number")]
    [InlineData("Width", "", "it is set but empty")]
    [InlineData("DJ_STORES", "null", "object")]
    [InlineData("DJ_STORES", "{ \"a\": { \"protocol\": \"file\", }, }", "a comma before a closing bracket")]
    public void Variables_that_keep_Python_from_starting_are_told_alone(string variable, string value, string why)
    {
        _project.WithProjectFile("""{ "database.host": "db" } // more to say, were it not for the variable""").WithVariable(variable, value);

        string found = Compare().ShouldHaveSingleItem();
        found.ShouldStartWith($"with {variable} as it is, import datajoint fails in Python");
        found.ShouldContain(why);
    }

    [Fact]
    public void An_empty_variable_is_a_value_there()
    {
        _project.WithProjectFile("{}").WithSecret("database.password", "CANARY").WithVariable("DJ_PASS", "");

        Compare().ShouldBe(
        [
            "database.password: Python has an empty one from DJ_PASS, not that of .secrets/database.password:1:1: it takes DJ_PASS for set, empty as it may be",
        ]);
    }

    [Theory]
    [InlineData("""{ "database.backend": "postgresql" }""", null, "database.port: Python uses \"3306\"")]
    [InlineData("{}", "postgresql", null)]
    [InlineData("""{ "database.backend": "postgresql", "database.port": null }""", null, null)]
    public void The_default_port_follows_the_variable_alone(string json, string? variable, string? expected)
    {
        _project.WithProjectFile(json);
        if (variable is not null)
        {
            _project.WithVariable("DJ_BACKEND", variable);
        }

        Compare().Where(m => m.StartsWith("database.port", StringComparison.Ordinal)).Select(m => m.Split(':')[1].Trim())
            .ShouldBe(expected is null ? [] : [expected.Split(':')[1].Trim()]);
    }

    [Fact]
    public void A_port_in_the_host_beats_every_port_there()
    {
        _project.WithProjectFile("""{ "database.host": "db:3307" }""").WithVariable("DJ_PORT", "3308");

        Compare().ShouldHaveSingleItem().ShouldStartWith("database.port: Python uses \"3307\" from datajoint.json, not \"3308\" of DJ_PORT");
    }

    [Fact]
    public void It_cannot_use_an_IPv6_address()
    {
        _project.WithProjectFile("""{ "database.host": "[::1]:3307" }""");

        Compare().ShouldContain(m => m.Contains("IPv6"));
    }

    [Fact]
    public void Environments_do_not_exist_there()
    {
        _project.WithProjectFile("""{ "database.host": "shared" }""").WithFile("datajoint.dev.json", """{ "database.host": "dev" }""").Environment = "dev";

        Compare().ShouldHaveSingleItem().ShouldEndWith("it has no environments and reads datajoint.json alone");
    }

    [Fact]
    public void Without_a_project_file_it_looks_for_no_secrets()
    {
        _project.WithSecret("database.user", "me");

        Compare().ShouldHaveSingleItem().ShouldEndWith("without a datajoint.json it does not look for .secrets/");
    }

    [Fact]
    public void A_secrets_directory_hides_the_mounted_one_there()
    {
        _project.WithProjectFile("{}").WithSecret("README.md", "").WithMountedSecret("database.user", "mounted");

        Compare().ShouldHaveSingleItem().ShouldContain("hides the mounted secrets");
    }

    [Fact]
    public void Without_one_the_mounted_secrets_are_read_by_both()
    {
        _project.WithProjectFile("{}").WithMountedSecret("database.user", "mounted");

        Compare().ShouldBeEmpty();
    }

    [Fact]
    public void Other_single_value_files_are_not_read_there()
    {
        _project.WithProjectFile("{}").WithSecret("database.host", "db");

        Compare().ShouldHaveSingleItem().ShouldContain("of the single-value files it reads only");
    }

    [Fact]
    public void A_caption_becomes_part_of_the_secret_there()
    {
        _project.WithProjectFile("{}").WithSecret("database.password", "# .secrets/database.password\nCANARY\n");

        Compare().ShouldBe(
            ["database.password: Python takes it from .secrets/database.password, not that of .secrets/database.password:2:1: it does not skip a caption or a byte-order mark"]);
    }

    [Fact]
    public void Texts_for_flags_stay_texts_there()
    {
        _project.WithProjectFile("""{ "stores": { "main": { "secure": "false" } } }""");

        Compare().ShouldHaveSingleItem().ShouldContain("any text counts as true");
    }

    [Fact]
    public void A_null_blocks_the_secret_of_a_store_there()
    {
        _project.WithProjectFile("""{ "stores": { "main": { "access_key": null, "protocol": "s3" } } }""").WithSecret("stores.main.access_key", "CANARY");

        Compare().ShouldHaveSingleItem().ShouldStartWith("stores.main.access_key: Python has no value");
    }

    [Fact]
    public void The_flat_default_store_is_ignored_there()
    {
        _project.WithProjectFile("""{ "stores.default": "main" }""");

        Compare().ShouldHaveSingleItem().ShouldStartWith("stores.default: Python has no value");
    }

    [Fact]
    public void DJ_STORES_replaces_the_stores_of_the_file_in_both()
    {
        _project.WithProjectFile("""{ "stores": { "old": { "protocol": "file" } } }""")
            .WithVariable("DJ_STORES", """{ "default": "new", "new": { "protocol": "file", "location": "/data", "subfolding": [2, 2] } }""");

        Compare().ShouldBeEmpty();
    }

    [Fact]
    public void Settings_of_this_product_alone_are_named()
    {
        _project.WithProjectFile("""{ "database.tls.ca": "ca.pem" }""");

        Compare().ShouldBe(["database.tls.ca: Python has no such setting"]);
    }

    [Fact]
    public void What_the_program_sets_is_left_out()
    {
        _project.WithProjectFile("""{ "database.host": "db" }""").WithSetting("database.host", "other");

        Compare().ShouldBeEmpty();
    }

    [Fact]
    public void Ignored_files_are_ignored_in_both()
    {
        _project.WithProjectFile("""{ "loglevel": "debug" }""").WithSecret("datajoint.json", """{ "database.user": "x" }""")
            .WithVariable("DJ_IGNORE_CONFIG_FILE", "true");

        Compare().ShouldBeEmpty();
    }

    [Fact]
    public void All_of_it_is_information_and_no_secret_is_in_it()
    {
        _project.WithProjectFile("""{ "database.password": "CANARY-a", "stores": { "m": { "secret_key": "CANARY-b", "odd": { "token": "CANARY-c" } } } }""")
            .WithSecret("datajoint.json", """{ "database.password": "CANARY-d", "stores": { "m": { "secret_key": "CANARY-e", "odd": { "token": "CANARY-f" } } } }""");
        ConfigurationOptions options = _project.Options();

        IReadOnlyList<Diagnostic> found = PythonComparison.Run(DataJointConfig.Load(options).Snapshot, options.HostEnvironment).Diagnostics;

        found.Count.ShouldBe(3);
        found.ShouldAllBe(d => d.Id == "DJ1025" && d.Severity == DiagnosticSeverity.Info && d.Origin != null);
        found.ShouldAllBe(d => !(d.Message + d.Hint).Contains("CANARY"));
    }

    [Fact]
    public void A_list_is_not_shown_since_it_may_hold_a_secret()
    {
        _project.WithProjectFile("""{ "stores": { "m": { "odd": [ "CANARY" ] } } }""").WithSecret("stores.m.odd", "plain");

        Compare().ShouldBe(["stores.m.odd: Python takes it from datajoint.json, not that of .secrets/stores.m.odd:1:1: there datajoint.json beats .secrets/"]);
    }

    [Fact]
    public void A_list_that_names_a_secret_is_one()
    {
        _project.WithProjectFile("""{ "stores": { "m": { "odd": [ { "password": "CANARY" } ] } } }""").WithSecret("stores.m.odd", "plain");

        Compare().ShouldBe(["stores.m.odd: Python takes it from datajoint.json, not that of .secrets/stores.m.odd:1:1: there datajoint.json beats .secrets/"]);
    }

    private string[] Compare()
    {
        ConfigurationOptions options = _project.Options();
        return [.. PythonComparison.Run(DataJointConfig.Load(options).Snapshot, options.HostEnvironment).Diagnostics.Select(d => d.Message)];
    }
}
