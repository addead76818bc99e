namespace DataJoint.Cli.Tests;

public sealed class SettingsAndStoresCheckTests : IDisposable
{
    private readonly CheckProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void No_files_at_all_is_a_normal_state()
    {
        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(0);
        document.Ok.ShouldBeTrue();
        document.Ids.ShouldBe(["load", "settings", "stores", "permissions", "git-ignore", "git-tracked", "git-credentials", "python", "database"]);
        document.Status("settings").ShouldBe("skip");
        document.Message("load").ShouldContain("defaults");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("true", "; database.password is not set")]
    public void A_user_that_nobody_gives_fails_and_in_a_CI_system_a_missing_password_beside_it(string ci, string more)
    {
        CheckDocument document = _project.With("datajoint.json", """{ "database.host": "h" }""").WithVariable("CI", ci)
            .WithVariable("DJ_HOST", "").WithVariable("DJ_USER", "").WithVariable("DJ_PASS", "").Check();

        document.Exit.ShouldBe(1);
        document.Status("settings").ShouldBe("fail");
        document.Message("settings").ShouldEndWith("database.user is not set, so there is nobody to log in as" + more + " (DJ_PASS, DJ_USER are empty)");
        document.Hint("settings").ShouldNotBeNull().ShouldContain("djc secrets set database.user");
        document.Status("database").ShouldBe("skip");
    }

    [Theory]
    [InlineData("", 0, "warn")]
    [InlineData("1", 1, "fail")]
    public void Variables_that_are_all_empty_describe_no_database(string ci, int exit, string status)
    {
        CheckDocument document = _project.WithVariable("CI", ci).WithVariable("DJ_HOST", "").WithVariable("DJ_USER", "").WithVariable("DJ_PASS", "").Check();

        document.Exit.ShouldBe(exit);
        document.Status("settings").ShouldBe(status);
        document.Message("settings").ShouldStartWith("DJ_HOST, DJ_PASS, DJ_USER are empty");
    }

    [Fact]
    public void In_strict_mode_a_warning_of_a_check_is_a_failure()
    {
        CheckDocument document = _project.With("datajoint.json", """{ "database.backend": "sqlite" }""").Check("--offline", "--strict");

        document.Exit.ShouldBe(1);
        document.Status("settings").ShouldBe("fail");
    }

    [Theory]
    [InlineData(""" "protocol": "s3", "endpoint": "e.com/path", "bucket": "b", "location": "l" """, "endpoint")]
    [InlineData(""" "protocol": "s3", "endpoint": "http://e.com", "secure": true, "bucket": "b", "location": "l" """, "not encrypted")]
    [InlineData(""" "protocol": "s3", "endpoint": "e.com", "bucket": "b", "location": "l", "proxy_server": "ftp://p" """, "proxy_server")]
    [InlineData(""" "protocol": "s3", "endpoint": "e.com", "bucket": "b", "location": "a//b" """, "location")]
    [InlineData(""" "protocol": "azure", "container": "lab", "location": "l" """, "account_name")]
    [InlineData(""" "protocol": "gcs", "bucket": "b", "location": "../x" """, "location")]
    [InlineData(""" "protocol": "file", "location": "R:\\\\lab" """, "drive letter")]
    [InlineData(""" "protocol": "file", "location": "~/lab" """, "home folder")]
    [InlineData(""" "protocol": "file", "location": "${HOME}/lab" """, "the variable ${HOME}")]
    [InlineData(""" "protocol": "file", "location": "s3://b/lab" """, "the form of a URL")]
    [InlineData(""" "protocol": "s3", "endpoint": "e.com", "bucket": "b/x", "location": "l" """, "the bucket is b; the path below it goes to location")]
    [InlineData(""" "protocol": "s3", "endpoint": "e.com", "bucket": "s3://b", "location": "l" """, "the bucket is b; the path below it goes to location")]
    [InlineData(""" "protocol": "s3", "endpoint": "e.com", "bucket": "https://e.com/b", "location": "l" """, "an address goes to endpoint")]
    [InlineData(""" "protocol": "s3", "endpoint": "e.com", "bucket": "Bad_Bucket!", "location": "l" """, "a bucket's name has letters")]
    [InlineData(""" "protocol": "gcs", "bucket": "gs://bu", "location": "l" """, "the bucket is bu; the path below it goes to location")]
    [InlineData(""" "protocol": "azure", "account_name": "a", "account_key": "a2V5", "container": "C_X", "location": "l" """, "a container's name has 3 to 63 small letters")]
    [InlineData(""" "protocol": "azure", "account_name": "a", "account_key": "a2V5", "container": "az://c/x", "location": "l" """, "the container is c; the path below it goes to location")]
    public void What_every_command_would_refuse_without_a_connection_fails_offline(string store, string message)
    {
        CheckDocument document = _project.With("datajoint.json", "{ \"stores.main\": {" + store + "} }").Check("--offline");

        document.Exit.ShouldBe(1);
        document.Status("stores").ShouldBe("fail");
        document.Message("stores").ShouldContain(message);
    }

    [Fact]
    public void An_access_key_without_its_secret_fails_offline()
    {
        _project.With("datajoint.json", """{ "stores.main": { "protocol": "s3", "endpoint": "e.com", "bucket": "b", "location": "" } }""")
            .With(".secrets/stores.main.access_key", "AKIDFAKE");

        CheckDocument document = _project.Check("--offline");

        document.Message("stores").ShouldContain("secret_key is missing");
    }

    [Theory]
    [InlineData(""" "protocol": "s3", "endpoint": "e.com", "bucket": "Old_Tenant:raw.data-2", "location": "l" """)]
    [InlineData(""" "protocol": "azure", "account_name": "a", "account_key": "a2V5", "container": "$web", "location": "l" """)]
    public void What_some_servers_call_a_bucket_passes(string store)
    {
        _project.With("datajoint.json", "{ \"stores.main\": {" + store + "} }").Check("--offline").Message("stores").ShouldNotContain("invalid");
    }

    [Theory]
    [InlineData("anon", "the word anon of gcsfs")]
    [InlineData("google_default", "the word google_default of gcsfs")]
    [InlineData("ya29.fake", "an access token, which is good for an hour")]
    [InlineData("{ \"type\": \"service_account\" }", "client_email is missing")]
    [InlineData("no/such/file.json", "cannot be read")]
    [InlineData("\"{}\"", "a document in quotes")]
    [InlineData("eyJ0eXBlIjoiPz4_In0", "a document in Base64")]
    public void A_token_of_Google_with_which_none_can_be_had_fails_offline(string token, string message)
    {
        _project.With("datajoint.json", """{ "stores.main": { "protocol": "gcs", "bucket": "b", "location": "" } }""").With(".secrets/stores.main.token", token);

        CheckDocument document = _project.Check("--offline");

        document.Status("stores").ShouldBe("fail");
        document.Message("stores").ShouldContain(message);
    }

    [Fact]
    public void What_is_wrong_is_found_also_where_a_destination_is_not_trusted()
    {
        _project.With(
            "datajoint.json", """{ "stores.main": { "protocol": "azure", "container": "lab", "location": "", "endpoint": "https://evil.example.com/a/b" } }""");

        CheckDocument document = _project.Check("--offline", "--strict");

        document.Status("stores").ShouldBe("fail");
        document.Message("stores").ShouldContain("endpoint (datajoint.json:1:");
        document.Message("stores").ShouldNotContain("only the project names");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/ephys")]
    [InlineData("plotting/")]
    public void Locations_as_people_write_them_are_fine(string location)
    {
        _project.With("datajoint.json", "{ \"stores.main\": { \"protocol\": \"s3\", \"endpoint\": \"e.com\", \"bucket\": \"b\", \"location\": \"" + location + "\" } }");

        _project.Check("--offline").Status("stores").ShouldBe("pass");
    }

    [Fact]
    public void A_file_for_tls_that_cannot_be_read_fails()
    {
        _project.WithServer().With("datajoint.json", """{ "database.host": "h", "database.tls.ca": "certs/ca.pem", "database.tls.key": "." }""");

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(1);
        document.Message("settings").ShouldContain("database.tls.ca: \"certs/ca.pem\" does not exist");
        document.Message("settings").ShouldContain("database.tls.key: \".\" is a directory");
        document.Diagnostics("DJ1007", "origin")[0].ShouldBe("datajoint.json:1:44");
    }

    [Fact]
    public void A_file_for_tls_that_nothing_reads_is_a_warning()
    {
        _project.WithServer().With("datajoint.json", """{ "database.host": "h", "database.use_tls": false, "database.tls.ca": "certs/ca.pem" }""");

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(0);
        document.Status("settings").ShouldBe("warn");
        document.Message("settings").ShouldBe("database.tls.ca: \"certs/ca.pem\" does not exist; database.use_tls is false, so nothing reads it");
        document.Hint("settings").ShouldNotBeNull().ShouldContain("djc config unset database.tls");
    }

    [Fact]
    public void Paths_for_tls_count_from_the_project()
    {
        _project.WithServer().With("certs/ca.pem", "x").With("datajoint.json", """{ "database.host": "h", "database.tls.ca": "certs/ca.pem" }""");

        _project.Check("--offline").Status("settings").ShouldBe("pass");
    }

    [Fact]
    public void Every_problem_of_every_store_is_named_in_message_and_diagnostics()
    {
        _project.With("datajoint.json", """{ "stores": { "one": { "protocol": "s3", "location": "l", "bucket": "b" }, "two": { "protocol": "azur", "location": "l" } } }""");

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(1);
        document.Message("stores").ShouldContain("store one: endpoint is missing");
        document.Message("stores").ShouldContain("azur");
        document.Diagnostics("DJ4001").ShouldHaveSingleItem();
        document.Diagnostics("DJ4003").ShouldHaveSingleItem();
        document.Status("store:one").ShouldBe("skip");
    }

    [Fact]
    public void A_failed_load_is_not_half_a_check()
    {
        CheckRun run = _project.With("datajoint.json", """{ "database.port": 0 }""").Run("--offline");

        run.Exit.ShouldBe(3);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("database.port");
    }

    [Fact]
    public void What_was_read_is_said()
    {
        _project.WithServer().WithVariable("DJ_HOST", "other.example");

        string message = _project.Check("--offline", "--set", "safemode=false").Message("load");

        message.ShouldContain("datajoint.json");
        message.ShouldContain(".secrets/database.password");
        message.ShouldContain("1 variable (DJ_HOST)");
        message.ShouldContain("--set");
    }

    [Fact]
    public void Ignored_files_are_not_judged()
    {
        _project.WithServer().Mode(".secrets", "0755").WithVariable("DJ_IGNORE_CONFIG_FILE", "true");

        _project.Check("--offline").Status("permissions").ShouldBe("skip");
    }

    [Theory]
    [InlineData("""{ "stores.a": { "protocol": "file", "location": "E:\\data" } }""", "datajoint.json:1:49")]
    [InlineData("""{ "stores.a": { "protocol": "s3", "endpoint": "e.example.com", "bucket": "${BUCKET}", "location": "" } }""", "datajoint.json:1:74")]
    public void A_value_that_cannot_be_used_is_not_called_suspect_too(string json, string place)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a drive");
        using CheckProject project = new CheckProject().With("datajoint.json", json);

        CheckDocument document = project.Check("--offline");

        document.Diagnostics("DJ4127", "origin").ShouldBe([place]);
        document.Diagnostics("DJ1032").ShouldBeEmpty();
        document.Diagnostics("DJ1028").ShouldBeEmpty();
    }

    [Fact]
    public void Equal_mistakes_in_several_stores_of_one_variable_are_all_reported()
    {
        string[] stores = [.. Enumerable.Range(1, 3).Select(i => $$"""lab{{i}}""")];
        string json = string.Join(", ", stores.Select(name => $$""" "{{name}}": { "protocol": "file", "location": "/x", "owner": "me" } """));
        using CheckProject project = new CheckProject().WithVariable("DJ_STORES", "{" + json + "}");

        project.Check("--offline").Diagnostics("DJ4002", "message").Count.ShouldBe(3);
    }

    [Fact]
    public void Placeholders_in_several_options_are_all_reported() =>
        _project.Check("--offline", "--set", "database.host=h", "--set", "database.user=${U}", "--set", "database.name=<db>")
            .Diagnostics("DJ1028", "message").Count.ShouldBe(2);

    [Theory]
    [InlineData("~/ca.pem", "DJ1032", "echo ~ prints")]
    [InlineData("${HOME}/ca.pem", "DJ1032", "echo ${HOME} prints")]
    [InlineData("file:///ca.pem", "DJ1032", "Write the path as this system has it")]
    [InlineData(" ca.pem ", "DJ1029", "remove it where")]
    public void Why_a_file_is_not_found_is_said_beside_it(string path, string id, string remedy)
    {
        CheckDocument document = _project.WithServer()
            .With("datajoint.json", $$"""{ "database.host": "127.0.0.1:1", "database.tls.ca": "{{path}}" }""").Check("--offline");

        document.Status("settings").ShouldBe("fail");
        document.Diagnostics(id, "hint").ShouldHaveSingleItem().ShouldContain(remedy);
    }

    [Fact]
    public void The_URL_of_a_bucket_as_the_location_of_files_is_explained_once() =>
        _project.With("datajoint.json", """{ "stores.a": { "protocol": "file", "location": "s3://b/x" } }""").Run("--offline")
            .Output.Split("Write protocol s3, bucket b and location \"x\"").Length.ShouldBe(2);

    [Fact]
    public void A_misspelt_file_of_a_store_is_reported_once_with_its_right_name()
    {
        CheckDocument document = _project.With("datajoint.json", """{ "stores.main": { "protocol": "s3", "endpoint": "e.example", "bucket": "b", "location": "" } }""")
            .With(".secrets/stores.main.acces_key", "fake").Check("--offline");

        document.Diagnostics("DJ1030").ShouldBeEmpty();
        document.Diagnostics("DJ4002", "hint").ShouldBe(["Rename it to .secrets/stores.main.access_key."]);
    }
}
