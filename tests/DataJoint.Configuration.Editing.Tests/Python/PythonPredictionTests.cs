namespace DataJoint.Configuration.Editing.Tests;

/// <summary>How datajoint-python 2.3 starts and what it then has, each seen by running it.</summary>
public sealed class PythonPredictionTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("""{ "stores": null, "safemode": false }""")]
    [InlineData("""{ "stores": [], "safemode": false }""")]
    [InlineData("""{ "database": null, "safemode": false }""")]
    [InlineData("""{ "jobs": 5, "safemode": false }""")]
    [InlineData("""{ "load": 1, "safemode": false }""")]
    [InlineData("""{ "get": null, "safemode": false }""")]
    [InlineData("""{ "model_config": "x", "safemode": false }""")]
    [InlineData("""{ "save_template": [], "safemode": false }""")]
    [InlineData("""{ "stores.items": "x", "safemode": false }""")]
    [InlineData("""{ "database.copy": "x", "safemode": false }""")]
    [InlineData("""{ "database": { "validate": 1 }, "safemode": false }""")]
    [InlineData("""{ "loglevel.upper": "x", "safemode": false }""")]
    [InlineData("""{ "safemode": { "real": 1 }, "jobs.stale_timeout": 7 }""")]
    [InlineData("""{ "jobs.stale_timeout": -1, "safemode": false }""")]
    [InlineData("""{ "jobs.default_priority": 256, "safemode": false }""")]
    [InlineData("""{ "database.port": 1e20, "safemode": false }""")]
    [InlineData("""{ "query_cache": 5, "safemode": false }""")]
    [InlineData("""{ "safemode": 2 }""")]
    [InlineData("""{ "stores.__class__": "x", "safemode": false }""")]
    [InlineData("""{ "stores.__setitem__": 1, "safemode": false }""")]
    [InlineData("""{ "database.__dict__": "x", "safemode": false }""")]
    [InlineData("""{ "jobs": { "__weakref__": null }, "safemode": false }""")]
    [InlineData("""{ "get": { "__name__": "x" }, "safemode": false }""")]
    [InlineData("""{ "load.__self__": 1, "safemode": false }""")]
    [InlineData("""{ "settings_cached": 1, "safemode": false }""")]
    [InlineData("""{ "loglevel.__len__": 1, "safemode": false }""")]
    [InlineData("""{ "ignore_config_file": { "__add__": 1 }, "safemode": false }""")]
    [InlineData("""{ "query_cache.__bool__": 1, "safemode": false }""")]
    [InlineData("""{ "__doc__": { "upper": 1 }, "safemode": false }""")]
    [InlineData("""{ "_config_path.__doc__": 1, "safemode": false }""")]
    [InlineData("""{ "model_fields.keys": 1, "safemode": false }""")]
    [InlineData("""{ "model_fields_set": { "__class__": 1 }, "safemode": false }""")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_file_is_cut_short_with_a_warning(string json)
    {
        PythonReport report = Predict(json);

        report.Outcome.ShouldBe(PythonOutcome.LoadsWithWarning);
        report.Reason.ShouldNotBeNull();
        report.Differences.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "load": {}, "stores": {}, "safemode": false }""")]
    [InlineData("""{ "_load": 1, "nope": null, "safemode": false }""")]
    [InlineData("""{ "stores.default": "main", "load.x": 1, "a.b.c.d": 1, "safemode": 0.0 }""")]
    [InlineData("""{ "query_cache": {}, "database.nope": 5, "safemode": "OFF" }""")]
    [InlineData("""{ "stores.__nope__": 1, "load.__nope__": 1, "database.__doc__": 1, "_nope": { "__class__": 1 }, "safemode": false }""")]
    [InlineData("""{ "save_template.__doc__": "x", "query_cache.name": 1, "__dict__": { "database": 1 }, "safemode": false }""")]
    [InlineData("""{ "mine": "\ud800", "\udc00\ud800": "\ud83d\ude00", "safemode": false }""")]
    public void Other_odd_keys_are_passed_by_in_silence(string json)
    {
        PythonReport report = Predict(json);

        report.Outcome.ShouldBe(PythonOutcome.Loads);
        report.Differences.ShouldHaveSingleItem().Python.ShouldBe("false");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_value_to_it()
    {
        PythonReport report = Predict("""{ "database.host": "\ud800", "safemode": false }""");

        report.Outcome.ShouldBe(PythonOutcome.Loads);
        report.Differences.Select(d => d.Setting).ShouldBe(["database.host", "safemode"]);
    }

    [Theory]
    [InlineData("3307", "3307")]
    [InlineData("\"3_307\"", "3307")]
    [InlineData("\" 3307.00 \"", "3307")]
    [InlineData("33e2", "3300")]
    [InlineData("true", "1")]
    [InlineData("-1", "-1")]
    [InlineData("\"+007\"", "7")]
    [InlineData("123456789012345678901", "123456789012345678901")]
    [InlineData("\"3307.\"", null)]
    [InlineData("\"3__307\"", null)]
    [InlineData("\"1e3\"", null)]
    [InlineData("3307.5", null)]
    [InlineData("NaN", null)]
    public void Whole_numbers_are_read_as_pydantic_reads_them(string json, string? expected)
    {
        PythonReport report = Predict($$"""{ "database.port": {{json}} }""");

        report.Differences.Where(d => d.Setting == "database.port").Select(d => d.Python).ShouldBe(expected is null ? [] : [expected]);
        report.Outcome.ShouldBe(expected is null ? PythonOutcome.LoadsWithWarning : PythonOutcome.Loads);
    }

    [Theory]
    [InlineData("DJ_DATABASE", """{ "DJ_HOST": "db" }""", "database.host", "db")]
    [InlineData("DJ_DATABASE", """{ "reconnect": false }""", "database.reconnect", "false")]
    [InlineData("DJ_DATABASE", """{ "DJ_BACKEND": "postgresql" }""", "database.port", "5432")]
    [InlineData("DJ_JOBS", """{ "stale_timeout": "7" }""", "jobs.stale_timeout", "7")]
    [InlineData("dj_display", """{ "Limit": 3 }""", "display.limit", "3")]
    [InlineData("DJ_DATABASE", """{ "host": "db" }""", null, null)]
    [InlineData("DJ_DATABASE", """{ "DJ_HOST": null }""", null, null)]
    [InlineData("DJ_JOBS", "4", null, null)]
    [InlineData("DJ_DISPLAY", "", null, null)]
    [InlineData("DJ_STORES", "[]", null, null)]
    [InlineData("DJ_STORES", "{", null, null)]
    [InlineData("_DJ_STORES_PYDANTIC_DISABLED", "x", null, null)]
    [InlineData("DJ_LOG_LEVEL", "info", null, null)]
    [InlineData("DJ_USE_TLS", " true", null, null)]
    [InlineData("DJ_JOBS_VERSION_METHOD", "", null, null)]
    public void Groups_in_variables_are_JSON_there(string variable, string value, string? key, string? expected)
    {
        _project.WithVariable(variable, value);
        PythonReport report = Predict("{}");

        report.Outcome.ShouldBe(key is null ? PythonOutcome.ImportFails : PythonOutcome.Loads);
        report.Differences.Where(d => d.Setting == key).Select(d => d.Python).ShouldBe(expected is null ? [] : [expected]);
    }

    [Theory]
    [InlineData("\"main\"")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    public void A_secret_for_what_is_no_store_keeps_it_from_starting(string value)
    {
        _project.WithSecret("stores.default.access_key", "CANARY");
        PythonReport report = Predict($$"""{ "stores": { "default": {{value}} } }""");

        report.Outcome.ShouldBe(PythonOutcome.ImportFails);
        report.Reason!.ShouldContain(".secrets/stores.default.access_key");
    }

    [Fact]
    public void A_secret_that_is_not_UTF8_keeps_it_from_starting()
    {
        File.WriteAllBytes(Path.Combine(_project.WithSecret("stores.x.y", "").Root, ".secrets", "stores.x.y"), [0xff]);

        Predict("{}").Outcome.ShouldBe(PythonOutcome.ImportFails);
    }

    [Fact]
    public void Where_nothing_loads_here_the_rest_of_Python_is_told_without_secrets()
    {
        _project.WithSecret("database.password", "CANARY").WithSecret("stores.main.access_key", "CANARY");
        PythonReport report = Predict("""{ "database.host": "db", "loglevel": "debug", "database.port": "x" }""");

        report.Differences.Select(d => (d.Setting, d.Ours, d.Python)).ShouldBe(
        [
            ("database.host", null, "db"),
            ("database.password", null, "********"),
            ("stores.main.access_key", null, "********"),
        ]);
        report.Diagnostics.ShouldHaveSingleItem().Message.ShouldBe(
            "datajoint-python 2.3 would load this, with a warning: it stops reading datajoint.json at loglevel in line 1, whose value it rejects");
    }

    [Fact]
    public void Without_a_file_it_warns()
    {
        PythonReport report = PythonComparison.Predict(_project.Options())!;

        report.Outcome.ShouldBe(PythonOutcome.LoadsWithWarning);
        report.Reason.ShouldBe("there is no datajoint.json");
    }

    [Theory]
    [InlineData("s3", "\"endpoint\": \"e\", \"bucket\": \"b\", \"region\": \"eu\"", "region")]
    [InlineData("s3", "\"endpoint\": \"e\", \"bucket\": \"b\", \"session_token\": \"CANARY\", \"access_key\": \"a\", \"secret_key\": \"CANARY\"", "session_token")]
    [InlineData("gcs", "\"bucket\": \"b\", \"endpoint\": \"http://localhost\"", "endpoint")]
    [InlineData("azure", "\"container\": \"c\", \"account_name\": \"a\", \"endpoint\": \"https://e\"", "endpoint")]
    [InlineData("azure", "\"container\": \"c\", \"account_name\": \"a\", \"sas_token\": \"CANARY\"", "sas_token")]
    public void Attributes_that_only_this_product_knows_make_the_store_unusable_there(string protocol, string attributes, string named)
    {
        PythonDifference difference = Compare($$"""{ "stores": { "main": { "protocol": "{{protocol}}", "location": "l", {{attributes}} } } }""")
            .Differences.ShouldHaveSingleItem();

        difference.Setting.ShouldBe("stores.main");
        (difference.Ours, difference.Python).ShouldBe(("taken", "refused"));
        difference.Reason.ShouldBe($"Python refuses the store: it does not know {named}");
    }

    [Fact]
    public void A_text_for_a_list_stays_a_text_there()
    {
        PythonDifference difference = Compare("""{ "stores": { "main": { "protocol": "file", "location": "l", "subfolding": "2,2" } } }""").Differences.ShouldHaveSingleItem();

        difference.Setting.ShouldBe("stores.main.subfolding");
        difference.Python.ShouldBe("2,2");
        difference.Reason.ShouldBe("it keeps it as text, which is not a list");
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("yes", false)]
    [InlineData("off", false)]
    public void Of_DJ_THREAD_SAFE_it_takes_fewer_words(string value, bool differs)
    {
        _project.WithVariable("DJ_THREAD_SAFE", value);

        Compare("{}").Differences.Select(d => d.Setting).ShouldBe(differs ? ["DJ_THREAD_SAFE"] : []);
    }

    [Fact]
    public void An_empty_cache_is_the_current_directory_there()
    {
        _project.WithVariable("DJ_QUERY_CACHE", "");

        PythonDifference difference = Compare("{}").Differences.ShouldHaveSingleItem();
        (difference.Setting, difference.Ours, difference.Python, difference.PythonSource).ShouldBe(("query_cache", null, ".", "DJ_QUERY_CACHE"));
    }

    [Fact]
    public void Behind_what_it_rejects_the_port_is_still_its_default()
    {
        PythonReport report = Compare("""{ "loglevel": "debug", "database.port": 3310 }""");

        report.Differences.Single(d => d.Setting == "database.port").Python.ShouldBe("3306");
        report.Outcome.ShouldBe(PythonOutcome.LoadsWithWarning);
    }

    [Fact]
    public void What_depends_on_the_version_says_so()
    {
        _project.StartDirectory = null;
        _project.WithFile("lab.json", """{ "database.host": "named" }""").WithVariable("DJ_CONFIG_FILE", _project.PathOf("lab.json"));
        PythonReport report = Compare("""{ "database.host": "found" }""");

        report.Differences.ShouldBeEmpty();
        report.VersionNotes.ShouldContain(n => n.StartsWith("DJ_CONFIG_FILE: before 2.3.6", StringComparison.Ordinal));
        Compare("""{ "database.host": "found" }""").VersionNotes.ShouldContain(n => n.StartsWith("database.use_tls: before 2.3.6", StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_file_is_called_by_its_name()
    {
        _project.StartDirectory = null;
        _project.WithFile("rig/lab.json", """{ "safemode": 2 }""").WithVariable("DJ_CONFIG_FILE", _project.PathOf("rig/lab.json"));

        PythonReport report = Predict("{}");

        report.Reason.ShouldBe("it stops reading lab.json at safemode in line 1, whose value it rejects");
    }

    [Theory]
    [InlineData("rig/lab.json", "rig/lab.json")]
    [InlineData("rig/datajoint.json", "rig/datajoint.json")]
    public void A_named_file_that_a_start_directory_beats_here_counts_there(string file, string shown)
    {
        _project.WithFile(file, """{ "database.host": "named" }""").WithVariable("DJ_CONFIG_FILE", _project.PathOf(file));

        Compare("""{ "database.host": "found" }""").Diagnostics.ShouldHaveSingleItem().Message
            .ShouldBe($"database.host: Python uses \"named\" from {shown}, not \"found\" of datajoint.json:1:20: it reads {shown} instead, which DJ_CONFIG_FILE names");
    }

    [Fact]
    public void What_the_order_of_variables_decides_is_not_predicted()
    {
        Assert.SkipUnless(Native.IsUnix, "names of variables that differ by case");
        _project.WithVariable("DJ_HOST", "a").WithVariable("dj_host", "b");

        PythonReport report = Compare("{}");
        report.NotPredicted.ShouldHaveSingleItem().ShouldStartWith("DJ_HOST");
        report.Differences.ShouldBeEmpty();

        _project.WithVariable("LIMIT", "7").WithVariable("Limit", "8").WithVariable("DJ_BACKEND", "postgresql").WithVariable("dj_backend", "mysql");
        Compare("{}").Differences.ShouldBeEmpty();
        Compare("""{ "display.limit": 5 }""").Differences.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "m": { "credentials": { "value": "CANARY" } } }""", "stores.m.credentials.value")]
    [InlineData("""{ "m": { "passwords": ["CANARY", "CANARY"] } }""", "stores.m.passwords")]
    [InlineData("""{ "m": { "accounts": [{ "user": "a", "password": "CANARY" }] } }""", "stores.m.accounts")]
    [InlineData("""{ "m": { "accounts": [[{ "deep": { "secret": { "value": "CANARY" } } }]] } }""", "stores.m.accounts")]
    [InlineData("""{ "m": { "accounts": [{ "password": "CANARY", "password": [] }] } }""", "stores.m.accounts")]
    [InlineData("""{ "m": { "pasword": { "value": "CANARY" } } }""", "stores.m.pasword.value")]
    [InlineData("""{ "m": { "proxies": ["http://user:CANARY@proxy.example"] } }""", "stores.m.proxies")]
    [InlineData("""{ "default": { "value": "CANARY" } }""", "stores.default.value")]
    [InlineData("""{ "": { "value": "CANARY" } }""", "stores..value")]
    public void No_secret_is_shown_wherever_its_name_stands(string stores, string key)
    {
        PythonReport predicted = Predict($$"""{ "stores": {{stores}} }""");
        predicted.Differences.Select(d => d.Setting).ShouldContain(key);
        predicted.Differences.Select(d => d.Python ?? "").ShouldAllBe(shown => !shown.Contains("CANARY"));

        // Where this product has another value, and where it has none.
        foreach (string ours in new[] { """{ "m": { "accounts": "a", "passwords": "b", "proxies": "c" } }""", "{}" })
        {
            ConfigurationOptions options = _project.WithProjectFile($$"""{ "stores": {{ours}} }""").Options();
            ConfigurationSnapshot snapshot = DataJointConfig.Load(options).Snapshot;
            _project.WithProjectFile($$"""{ "stores": {{stores}} }""");
            PythonReport compared = PythonComparison.Run(snapshot, options.HostEnvironment);

            compared.Differences.Select(d => d.Setting).ShouldContain(key);
            compared.Differences.Select(d => $"{d.Ours} {d.Python}").Concat(compared.Diagnostics.Select(d => d.Message)).ShouldAllBe(shown => !shown.Contains("CANARY"));
        }
    }

    [Fact]
    public void A_list_that_names_a_secret_is_compared_all_the_same()
    {
        PythonReport same = Compare("""{ "stores": { "m": { "protocol": "file", "location": "/d", "accounts": [ { "password": "CANARY" } ] } } }""");

        same.Differences.ShouldNotContain(d => d.Setting == "stores.m.accounts");
    }

    [Fact]
    public void What_a_Python_program_does_not_get_is_told_without_a_password()
    {
        _project.WithProjectFile("""{ "connection.charset": "http://u:CANARY@proxy.example", "database.backend": "sqlite", "database.host": "::1" }""");

        IReadOnlyList<KeyValuePair<string, Diagnostic>> losses = PythonProcess.ListLosses(_project.Load().Snapshot);

        losses.Select(loss => loss.Key).ShouldBe(["database.host", "database.backend", "connection.charset"]);
        losses.Select(loss => loss.Value.Message).ShouldBe(
        [
            "database.host: Python splits the host at every colon and cannot use an IPv6 address",
            "database.backend: import datajoint fails in Python: it takes exactly mysql, postgresql",
            "connection.charset: Python uses \"\", not \"http://u:********@proxy.example\": it has no variable for it",
        ]);
    }

    private PythonReport Predict(string json) => PythonComparison.Predict(_project.WithProjectFile(json).Options())!;

    private PythonReport Compare(string json)
    {
        ConfigurationOptions options = _project.WithProjectFile(json).Options();
        return PythonComparison.Run(DataJointConfig.Load(options).Snapshot, options.HostEnvironment);
    }
}
