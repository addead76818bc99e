using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc import</c>: the way back from variables in a file.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Credentials_go_to_secrets_and_all_else_to_the_project_file()
    {
        _project.Write(".env", """
            # the lab
            OTHER=$HOME/x
            export DJ_HOST=db.example.com:3311 # the server
            DJ_USER='me # you'
            DJ_PASS="pa\"ss\\word"
            DJ_STORES='{"main":{"protocol":"s3","bucket":"b","secure":false,"secret_key":"CANARY"}}'
            DJ_CUSTOM='{"rig":{"name":"A","count":3,"list":[1,2]}}'
            DJ_DISPLAY_LIMIT = 7
            """);
        DjcResult result = Run("import", "dotenv", ".env");
        result.ExitCode.ShouldBe(0, result.All);
        result.All.ShouldNotContain("CANARY");
        Settings().ShouldBe(new Dictionary<string, string>
        {
            ["database.host"] = "\"db.example.com\"",
            ["database.port"] = "3311",
            ["database.user"] = "\"me # you\"",
            ["database.password"] = "\"pa\\\"ss\\\\word\"",
            ["display.limit"] = "7",
            ["stores.main.protocol"] = "\"s3\"",
            ["stores.main.bucket"] = "\"b\"",
            ["stores.main.secure"] = "false",
            ["stores.main.secret_key"] = "\"CANARY\"",
            ["custom.rig.name"] = "\"A\"",
            ["custom.rig.count"] = "3",
            ["custom.rig.list"] = "[1,2]",
        }, ignoreOrder: true);
        File.ReadAllText(Path.Combine(_project.Root, "datajoint.json")).ShouldNotContain("CANARY");
        File.ReadAllText(Path.Combine(_project.Root, ".secrets/database.password")).ShouldBe("pa\"ss\\word\n");
    }

    [Theory]
    [InlineData("shell")]
    [InlineData("dotenv")]
    public void What_was_exported_comes_back(string form)
    {
        _project.Write("datajoint.json", """
            { "database": { "host": "db.example.com", "user": "it's", "use_tls": true }, "query_cache": "/a b/\"c\"", "custom.note": "x\ny",
              "stores.main": { "protocol": "s3", "bucket": "b", "location": "l" } }
            """).Write(".secrets/database.password", "exa'mple$#\n").Write(".secrets/stores.main.secret_key", "EXAMPLE\n");
        Dictionary<string, string> before = Settings();
        string text = Run("export", form, "--reveal").Output;
        using TemporaryProject other = new TemporaryProject().Write("file", text);
        DjcResult first = new Djc(other).Run("import", form, "file");
        first.ExitCode.ShouldBe(0, first.All);
        first.Error.ShouldNotContain("DJ_USE_TLS");
        Settings(other).ShouldBe(before, ignoreOrder: true);
        DjcResult again = new Djc(other).Run("import", form, "file");
        again.ExitCode.ShouldBe(0);
        again.Output.ShouldContain("nothing to write");
    }

    [Fact]
    public void A_dry_run_writes_nothing()
    {
        _project.Write(".env", "DJ_HOST=db\nDJ_PASS=example-password\n");
        DjcResult result = Run("import", "dotenv", ".env", "--dry-run");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("+ DJ_PASS");
        result.Output.ShouldContain("********");
        result.All.ShouldNotContain("example-password");
        File.Exists(Path.Combine(_project.Root, "datajoint.json")).ShouldBeFalse();
        Directory.Exists(Path.Combine(_project.Root, ".secrets")).ShouldBeFalse();
    }

    [Fact]
    public void Another_value_is_replaced_only_after_a_yes()
    {
        _project.Write("datajoint.json", """{ "database.host": "old.example.com" }""").Write(".secrets/database.password", "old-example\n")
            .Write(".env", "DJ_HOST=new.example.com\nDJ_PASS=new-example\nDJ_USER=me\n");
        DjcResult refused = Run("import", "dotenv", ".env");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("to replace the values of the project, add --yes");
        new Djc(_project) { Answer = "n" }.Run("import", "dotenv", ".env").ExitCode.ShouldBe(1);
        Settings().ShouldBe(new Dictionary<string, string> { ["database.host"] = "\"old.example.com\"", ["database.password"] = "\"old-example\"" }, ignoreOrder: true);
        Run("import", "dotenv", ".env", "--yes").ExitCode.ShouldBe(0);
        Settings().ShouldBe(
            new Dictionary<string, string> { ["database.host"] = "\"new.example.com\"", ["database.password"] = "\"new-example\"", ["database.user"] = "\"me\"" },
            ignoreOrder: true);
    }

    [Fact]
    public void A_credential_in_the_project_file_is_replaced_in_secrets()
    {
        _project.Write("datajoint.json", """{ "database.password": "old-example" }""").Write(".env", "DJ_PASS=new-example\n");
        Run("import", "dotenv", ".env", "--yes").ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(_project.Root, "datajoint.json")).ShouldNotContain("new-example");
        File.ReadAllText(Path.Combine(_project.Root, ".secrets/database.password")).ShouldBe("new-example\n");
    }

    /// <summary>What a file of a single value cannot hold goes into the JSON file, in place of the one that is there.</summary>
    [Theory]
    [InlineData("dotenv", "DJ_PASS='  x '", "  x ", true)]
    [InlineData("dotenv", "DJ_PASS='  x '", "  x ", false)]
    [InlineData("dotenv", "DJ_PASS=\"\uFEFFpass\"", "\uFEFFpass", true)]
    [InlineData("dotenv", "DJ_PASS=\"\uFEFFpass\"", "\uFEFFpass", false)]
    [InlineData("dotenv", "DJ_PASS='a\nb'", "a\nb", true)]
    [InlineData("dotenv", "DJ_PASS=\"a\\r\\nb\"", "a\r\nb", true)]
    [InlineData("shell", "DJ_PASS='a\r\nb'", "a\r\nb", true)]
    [InlineData("shell", "DJ_PASS=\"a\r\nb\"\r\nDJ_USER=me\r\n", "a\r\nb", false)]
    [InlineData("shell", "DJ_PASS='# .secrets/database.password'", "# .secrets/database.password", true)]
    public void A_credential_is_stored_as_it_was_given(string form, string text, string expected, bool hasFile)
    {
        _project.Write("file", text);
        if (hasFile)
        {
            _project.Write(".secrets/database.password", "old-example\n");
        }

        DjcResult result = Run("import", form, "file", "--yes");

        result.ExitCode.ShouldBe(0, result.All);
        JsonSerializer.Deserialize<string>(Settings()["database.password"]).ShouldBe(expected);
        File.Exists(Path.Combine(_project.Root, ".secrets/database.password")).ShouldBeFalse();
        Run("import", form, "file").ExitCode.ShouldBe(0, "all is there");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_credential_that_is_too_long_is_refused_and_the_project_stays(bool hasFile)
    {
        _project.Write("file", $"DJ_HOST=h\n\nDJ_PASS={new string('x', (64 * 1024) + 1)}\n");
        if (hasFile)
        {
            _project.Write(".secrets/database.password", "old-example\n");
        }

        DjcResult refused = Run("import", "dotenv", "file", "--yes");

        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain("larger than 64 KiB");
        refused.Error.ShouldContain("file:3");
        Settings().Keys.ShouldBe(hasFile ? ["database.password"] : []);
    }

    [Fact]
    public void What_is_not_a_setting_is_told()
    {
        _project.Write(".env", "DJ_IGNORE_CONFIG_FILE=true\nDJ_PASSWORD=CANARY\nDJ_PASS_FILE=/run/secrets/x\nDJ_USER=\nDJ_QUUX=1\nDJ_HOST=db\n");
        DjcResult result = Run("import", "dotenv", ".env");
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldContain("DJ_IGNORE_CONFIG_FILE (.env:1) is not imported: it is not a setting");
        result.Error.ShouldContain("DJ_PASSWORD is not read; did you mean DJ_PASS?");
        result.Error.ShouldContain("DJ_PASS_FILE (.env:3) is not imported: it names a file");
        result.Error.ShouldContain("DJ_USER (.env:4) is not imported: it is empty");
        result.Error.ShouldContain("DJ_QUUX (.env:5) is not imported: it is not a variable that DataJoint reads");
        result.All.ShouldNotContain("CANARY");
        Settings().Keys.ShouldBe(["database.host"]);
    }

    [Theory]
    [InlineData("shell", "export DJ_PASS=$(cat x)", 1)]
    [InlineData("shell", "\nexport DJ_PASS=\"`id`\"", 2)]
    [InlineData("shell", "OTHER=\"$(touch owned)\"", 1)]
    [InlineData("shell", "OTHER=${X:-`touch owned`}", 1)]
    [InlineData("shell", "DJ_PASS=\"$HOME\"", 1)]
    [InlineData("shell", "DJ_PASS=${X}", 1)]
    [InlineData("shell", "DJ_PASS=~/x", 1)]
    [InlineData("shell", "DJ_PASS=a; touch owned", 1)]
    [InlineData("shell", "DJ_PASS=a touch owned", 1)]
    [InlineData("shell", "DJ_PASS=a&touch owned", 1)]
    [InlineData("shell", "if true; then\nDJ_PASS=a\nfi", 1)]
    [InlineData("shell", "DJ_PASS='a\nb", 1)]
    [InlineData("shell", "DJ_PASS=$'a'", 1)]
    [InlineData("shell", "unset DJ_PASS", 1)]
    [InlineData("dotenv", "DJ_HOST=x\nDJ_PASS=$HOME", 2)]
    [InlineData("dotenv", "DJ_PASS=\"a${b}\"", 1)]
    [InlineData("dotenv", "DJ_PASS='a${b}'", 1)]
    [InlineData("dotenv", @"DJ_PASS='a\\b'", 1)]
    [InlineData("dotenv", @"DJ_PASS=""a\qb""", 1)]
    [InlineData("dotenv", "DJ_PASS='a", 1)]
    [InlineData("dotenv", "DJ_PASS='a' b", 1)]
    [InlineData("dotenv", "DJ_PASS", 1)]
    [InlineData("dotenv", "DJ_PASS=#a", 1)]
    public void What_would_be_run_or_expanded_is_refused_with_its_line(string form, string text, int line)
    {
        _project.Write("file", text + "\n");
        DjcResult refused = Run("import", form, "file");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain($"file:{line}: ");
        refused.Error.ShouldContain("nothing was imported");
        Directory.GetFileSystemEntries(_project.Root).Select(Path.GetFileName).ShouldBe([".hg", "file"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("DJ_USER=a\\ b\\'c", "a b'c")]
    [InlineData("DJ_USER=a'b c'\"d \\\" \\$ \\` \\\\ \\x\"", "ab cd \" $ ` \\ \\x")]
    [InlineData("export OTHER=1 DJ_USER=me # note", "me")]
    [InlineData("OTHER=$HOME:\"${X}\"; DJ_USER=me; export DJ_USER", "me")]
    [InlineData("declare -x DJ_USER=\"me\"", "me")]
    [InlineData("DJ_USER=first\nDJ_USER=last", "last")]
    [InlineData("DJ_USER=a\\\nb", "ab")]
    [InlineData("DJ_USER=a#b", "a#b")]
    [InlineData("DJ_USER='a'\\''b'", "a'b")]
    public void Plain_assignments_mean_what_they_mean_to_a_shell(string text, string user)
    {
        _project.Write("file", text + "\n");
        using Consumer consumer = new();
        if (File.Exists("/bin/bash"))
        {
            consumer.ReadByShell("/bin/bash", text + "\nexport DJ_USER\n")["DJ_USER"].ShouldBe(user);
        }

        DjcResult result = Run("import", "shell", "file");
        result.ExitCode.ShouldBe(0, result.Error);
        Run("config", "get", "database.user").Output.ShouldBe(user + "\n");
    }

    [Fact]
    public void A_reference_stays_one()
    {
        _project.Write(".env", "DJ_PASS='ref+file:///no/such/file#/password'\n");
        DjcResult result = Run("import", "dotenv", ".env");
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldNotContain("still holds credentials");
        File.ReadAllText(Path.Combine(_project.Root, ".secrets/database.password")).ShouldBe("ref+file:///no/such/file#/password\n");
    }

    [Fact]
    public void A_file_without_our_variables_is_told()
    {
        _project.Write("other.env", "HOST=db\n");
        DjcResult result = Run("import", "dotenv", "other.env");
        result.Error.ShouldContain("other.env has no variable whose name begins with DJ_");
        Run("import", "dotenv", ".").Error.ShouldContain("name a file of variables");
    }

    [Fact]
    public void A_value_that_does_not_fit_is_an_error()
    {
        _project.Write(".env", "DJ_PORT=many\n");
        DjcResult refused = Run("import", "dotenv", ".env");
        refused.ExitCode.ShouldBe(3);
        refused.Error.ShouldContain("DJ_PORT");
    }

    [Theory]
    [InlineData("dotenv", "DJ_HOST=db\nDJ_PORT=many\n", "DJ_PORT")]
    [InlineData("dotenv", "DJ_HOST=db\nDJ_PORT=99999\n", "DJ_PORT")]
    [InlineData("shell", "export DJ_HOST=db\nexport DJ_TLS=maybe\n", "DJ_TLS")]
    [InlineData("shell", "DJ_HOST=db\nDJ_STORES='{\"main\":'\n", "DJ_STORES")]
    [InlineData("dotenv", "DJ_HOST=db\nDJ_PASS=ref+vault://\n", "DJ_PASS")]
    public void A_value_that_does_not_fit_is_told_with_file_and_line(string form, string text, string variable)
    {
        _project.Write("lab.env", text);
        DjcResult refused = Run("import", form, "lab.env");
        refused.ExitCode.ShouldBe(3);
        refused.Error.ShouldContain("--> lab.env:2\n");
        refused.Error.ShouldContain(variable);
        refused.Error.ShouldContain("help: ");
        File.Exists(Path.Combine(_project.Root, "datajoint.json")).ShouldBeFalse();
    }

    [Fact]
    public void A_value_that_is_suspect_is_told_with_file_and_line()
    {
        _project.Write("lab.env", "DJ_HOST=db\n\nDJ_PASSWORD=example\n");
        Run("import", "dotenv", "lab.env").Error.ShouldContain("--> lab.env:3\n");
    }

    [Fact]
    public void The_document_for_programs_has_the_same_steps()
    {
        _project.Write(".env", "DJ_HOST=db\nDJ_PASS=example-password\n");
        DjcResult result = Run("import", "dotenv", ".env", "--format", "json");
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        document.GetProperty("applied").GetBoolean().ShouldBeTrue();
        document.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("newKey").GetString()).ShouldBe(["database.host", "database.password"]);
        result.Output.ShouldNotContain("example-password");
    }

    private DjcResult Run(params string[] words) => new Djc(_project).Run(words);

    private Dictionary<string, string> Settings() => Settings(_project);

    private static Dictionary<string, string> Settings(TemporaryProject project)
    {
        DjcResult result = new Djc(project).Run("config", "show", "--set-only", "--reveal", "--format", "json");
        result.ExitCode.ShouldBe(0, result.All);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("settings").EnumerateObject().ToDictionary(s => s.Name, s => Compact(s.Value.GetProperty("value")));
    }

    private static string Compact(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Concat(value.GetRawText().Where(c => !char.IsWhiteSpace(c))) : value.GetRawText();
}
