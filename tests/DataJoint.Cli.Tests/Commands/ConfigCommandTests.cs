using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc config show, get, explain, path</c>.</summary>
public sealed class ConfigCommandTests
{
    [Fact]
    public void Values_have_their_own_json_types()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json",
            """
            { "safemode": false, "database.port": "3307", "custom": { "note": "ü😀<&>" },
              "stores.main": { "protocol": "plugin", "location": "x", "subfolding": [2, 3], "odd": [1, "a", null,], "ratio": 1.5, "n": 7 } }
            """);
        JsonElement settings = Json(new Djc(project).Run("config", "show", "--format", "json")).GetProperty("settings");
        Value(settings, "safemode").GetRawText().ShouldBe("false");
        Value(settings, "database.port").GetRawText().ShouldBe("3307");
        Value(settings, "database.user").GetRawText().ShouldBe("null");
        Value(settings, "stores.main.subfolding").EnumerateArray().Select(e => e.GetInt32()).ShouldBe([2, 3]);
        Value(settings, "stores.main.odd").GetArrayLength().ShouldBe(3);
        Value(settings, "stores.main.ratio").GetDouble().ShouldBe(1.5);
        Value(settings, "stores.main.n").GetInt32().ShouldBe(7);
        Value(settings, "custom.note").GetString().ShouldBe("ü😀<&>");
    }

    [Fact]
    public void Only_secrets_are_marked_and_only_reveal_shows_them()
    {
        using TemporaryProject project = new TemporaryProject().Write(".secrets/database.password", "example\n");
        JsonElement masked = Json(new Djc(project).Run("config", "show", "--format", "json")).GetProperty("settings");
        masked.GetProperty("database.password").GetProperty("secret").GetBoolean().ShouldBeTrue();
        masked.GetProperty("database.host").TryGetProperty("secret", out _).ShouldBeFalse();
        Value(masked, "database.password").GetString().ShouldBe("********");
        JsonElement shown = Json(new Djc(project).Run("config", "show", "--format", "json", "--reveal")).GetProperty("settings");
        Value(shown, "database.password").GetString().ShouldBe("example");
    }

    [Fact]
    public void Text_that_is_not_ascii_is_not_escaped()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "cache": "数据/ü" }""");
        new Djc(project).Run("config", "show", "--format", "json").Output.ShouldContain("\"数据/ü\"");
    }

    [Theory]
    [InlineData("database.port", 0, "3306\n")]
    [InlineData("database.user", 1, "")]
    [InlineData("database.database_prefix", 0, "\n")]
    [InlineData("custom.note", 1, "")]
    [InlineData("stores.main.region", 1, "")]
    [InlineData("stores.main.container", 2, "")]
    [InlineData("stores.new.container", 1, "")]
    [InlineData("stores.new.contaner", 2, "")]
    [InlineData("stores.lab.anything", 1, "")]
    [InlineData("database.password", 2, "")]
    public void Get_prints_the_bare_value(string key, int exitCode, string output)
    {
        using TemporaryProject project = new TemporaryProject()
            .Write("datajoint.json", """{ "stores": { "main": { "protocol": "s3" }, "lab": { "protocol": "plugin" } } }""")
            .Write(".secrets/database.password", "example\n");
        DjcResult result = new Djc(project).Run("config", "get", key);
        result.ExitCode.ShouldBe(exitCode);
        result.Output.ShouldBe(output);
    }

    [Fact]
    public void An_unknown_attribute_that_has_a_value_is_shown()
    {
        using TemporaryProject project = new TemporaryProject()
            .Write("datajoint.json", """{ "stores": { "main": { "protocol": "file", "location": "/d", "colour": "red" } } }""");
        new Djc(project).Run("config", "get", "stores.main.colour").Output.ShouldBe("red\n");
        new Djc(project).Run("config", "explain", "stores.main.colour").ExitCode.ShouldBe(0);
        new Djc(project).Run("config", "explain", "stores.main.color").ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("http://lab:fake-password@proxy:3128", "http://lab:********@proxy:3128")]
    [InlineData("lab:fake-password@proxy:3128", "lab:********@proxy:3128")]
    public void The_password_of_a_proxy_is_shown_with_reveal_only(string proxy, string masked)
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json",
            $$"""{ "stores": { "main": { "protocol": "s3", "proxy_server": "{{proxy}}" } }, "custom": { "proxies": ["{{proxy}}", { "a": "{{proxy}}", "n": 1 }] } }""");
        Djc djc = new(project);
        const string Key = "stores.main.proxy_server";

        DjcResult bare = djc.Run("config", "get", Key);
        bare.ExitCode.ShouldBe(0);
        bare.Output.ShouldBe(masked + "\n");
        bare.Error.ShouldBe($"note: the password in {Key} is masked; --reveal prints it\n");
        djc.Run("config", "get", Key, "--reveal").Output.ShouldBe(proxy + "\n");
        djc.Run("config", "get", Key, "--reveal").Error.ShouldBeEmpty();
        foreach (string[] words in (string[][])[["show"], ["explain", Key], ["get", Key], ["get", "custom.proxies"], ["explain", "custom.proxies"]])
        {
            foreach (string format in (string[])["text", "json"])
            {
                DjcResult result = djc.Run(["config", .. words, "--format", format]);
                result.Output.ShouldContain(masked);
                result.Output.ShouldNotContain("fake-password");
                result.Error.ShouldNotContain("fake-password");
            }
        }
    }

    [Theory]
    [InlineData("get")]
    [InlineData("explain")]
    [InlineData("set")]
    public void A_group_is_no_setting_and_its_settings_are_listed(string command)
    {
        using TemporaryProject project = new();
        string[] rest = command == "set" ? ["x"] : [];
        DjcResult result = new Djc(project).Run(["config", command, "database.tls", .. rest]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldBe(
            "djc: database.tls is a group of settings\n  help: name one of them: database.tls.ca, database.tls.cert, database.tls.key, database.tls.verify\n");
        new Djc(project).Run("--set", "stores.main=x", "config", "show").Error.ShouldStartWith("djc: stores.main is a store\n");
        new Djc(project).Run("secrets", "rm", "stores").Error.ShouldStartWith("djc: stores is a group of settings\n");
    }

    [Fact]
    public void Unset_of_a_group_removes_all_of_it_or_says_that_nothing_stands_there()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "database.tls.ca": "ca.pem", "safemode": true }""");
        new Djc(project).Run("config", "unset", "database.tls").ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(project.Root, "datajoint.json")).ShouldBe("""{ "safemode": true }""");
        DjcResult again = new Djc(project).Run("config", "unset", "database.tls");
        again.ExitCode.ShouldBe(1);
        again.Error.ShouldBe("djc: database.tls is not in datajoint.json\n  help: djc config show shows what is set, and where\n");
    }

    [Fact]
    public void Removing_a_secret_says_where_the_value_still_is()
    {
        using TemporaryProject project = new TemporaryProject()
            .Write("datajoint.json", """{ "database.user": "shared" }""")
            .Write(".secrets/database.user", "lab").Write(".secrets/datajoint.prod.json", """{ "database.user": "prod" }""");
        Djc djc = new(project) { Variables = { ["DJ_ENV"] = "prod" } };

        DjcResult first = djc.Run("secrets", "rm", "database.user");
        first.ExitCode.ShouldBe(0);
        first.Output.ShouldBe("changed  .secrets/datajoint.prod.json\n");
        first.Error.ShouldBe("note: .secrets/database.user:1:1, datajoint.json:1:20 still gives database.user a value\n");

        DjcResult second = djc.Run("secrets", "rm", "database.user");
        second.ExitCode.ShouldBe(1);
        second.Error.ShouldBe(
            "djc: database.user is not in .secrets/datajoint.prod.json\n  help: .secrets/database.user:1:1, datajoint.json:1:20 gives it a value; "
                + "without an environment (no --env, DJ_ENV empty) djc secrets rm removes what every environment shares\n");

        new Djc(project).Run("secrets", "rm", "database.user").Error.ShouldBe("note: datajoint.json:1:20 still gives database.user a value\n");
        new Djc(project).Run("secrets", "rm", "database.user").Error.ShouldContain("is not in .secrets/\n  help: datajoint.json:1:20 gives it a value\n");
        new Djc(project).Run("secrets", "rm", "database.password").Error.ShouldContain("djc secrets list");
    }

    [Fact]
    public void Setting_a_suspect_value_says_so_at_once_and_nothing_of_other_settings()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{\n  \"database.host\": \"<host>\",\n\n\n\n  \"stores.main.protocol\": \"file\"\n}\n");

        DjcResult result = new Djc(project).Run("config", "set", "stores.main.location", "~/data");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain("stores.main.location has ~ for a home folder");
        result.Error.ShouldNotContain("database.host");
        new Djc(project).Run("config", "set", "stores.main.location", "/data").Error.ShouldBeEmpty();
    }

    [Fact]
    public void Set_only_leaves_the_defaults_out()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "safemode": true }""");
        JsonElement settings = Json(new Djc(project).Run("config", "show", "--set-only", "--format", "json")).GetProperty("settings");
        settings.EnumerateObject().Select(s => s.Name).ShouldBe(["safemode"]);
    }

    [Fact]
    public void A_failed_load_is_a_document_too()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{ \"safemode\": 7 ");
        foreach (string[] words in (string[][])[["config", "show"], ["config", "get", "cache"], ["config", "explain", "cache"], ["run", "--format", "json", "--", "true"]])
        {
            DjcResult result = new Djc(project).Run(["--format", "json", .. words]);
            result.ExitCode.ShouldBe(3);
            result.Error.ShouldBeEmpty();
            JsonElement document = Json(result);
            document.GetProperty("version").GetInt32().ShouldBe(1);
            document.GetProperty("error").GetProperty("id").GetString().ShouldBe("DJ1001");
            document.GetProperty("diagnostics").GetArrayLength().ShouldBe(2);
        }
    }

    [Fact]
    public void Path_works_with_broken_files_and_lists_the_order()
    {
        using TemporaryProject project = new TemporaryProject()
            .Write("datajoint.json", "broken").Write(".secrets/database.user", "x").Write(".secrets/README.md", "x");
        DjcResult result = new Djc(project) { HasMountedSecrets = true }.Run("config", "path", "--env", "dev", "--format", "json");
        result.ExitCode.ShouldBe(0);
        List<(string, bool)> files = [.. Json(result).GetProperty("files").EnumerateArray()
            .Select(f => (f.GetProperty("path").GetString()!, f.GetProperty("exists").GetBoolean()))];
        files.ShouldBe(
        [
            ("/project/.secrets/datajoint.dev.json", false),
            ("/project/.secrets/database.user", true),
            ("/project/.secrets/datajoint.json", false),
            (Path.Combine(project.Mounted, "datajoint.dev.json"), false),
            (Path.Combine(project.Mounted, "datajoint.json"), false),
            ("/project/datajoint.dev.json", false),
            ("/project/datajoint.json", true),
        ]);
    }

    [Fact]
    public void Verbose_names_files_and_variables_but_no_value()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{}").Write(".secrets/database.password", "example-password");
        DjcResult result = new Djc(project) { Variables = { ["DJ_USER"] = "example-user" } }.Run("config", "get", "safemode", "--verbose");
        result.Output.ShouldBe("true\n");
        result.Error.ShouldContain("read: /project/.secrets/database.password\n");
        result.Error.ShouldContain("variable: DJ_USER\n");
        result.Error.ShouldNotContain("example");
    }

    [Fact]
    public void Strict_turns_warnings_into_errors()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "database.hots": "x" }""");
        new Djc(project).Run("config", "get", "safemode").ExitCode.ShouldBe(0);
        new Djc(project).Run("config", "get", "safemode", "--strict").ExitCode.ShouldBe(3);
    }

    private static JsonElement Json(DjcResult result) => JsonDocument.Parse(result.Output).RootElement;

    private static JsonElement Value(JsonElement settings, string key) => settings.GetProperty(key).GetProperty("value");
}
