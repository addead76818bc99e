using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary>The options of <c>djc run</c> that choose what the child gets, and how.</summary>
public sealed class RunOptionsTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json", """
            { "database": { "host": "db.example.com:3311", "user": "me" }, "loglevel": "debug", "custom.rig": "A",
              "stores": { "default": "main", "main": { "protocol": "s3", "bucket": "b", "location": "l" }, "raw": { "protocol": "file", "location": "/d" } } }
            """)
        .Write(".secrets/database.password", "example-password\n")
        .Write(".secrets/stores.main.secret_key", "example-key\n");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("database.user", "DJ_USER")]
    [InlineData("database", "DJ_HOST DJ_PASS DJ_PORT DJ_USER")]
    [InlineData("database.,custom", "DJ_CUSTOM DJ_HOST DJ_PASS DJ_PORT DJ_USER")]
    [InlineData("database.port, loglevel", "DJ_LOG_LEVEL DJ_PORT")]
    [InlineData("safemode", "")]
    public void Only_what_is_named_is_passed_on(string keys, string variables)
    {
        Djc djc = new(_project) { Variables = { ["DJ_NAME_OF_SOMEBODY_ELSE"] = "kept", ["DJ_STORES_MAIN_REGION"] = "r" } };
        djc.Run("run", "--only", keys, "--", "tool").Error.ShouldBeEmpty();
        string.Join(' ', djc.Child!.Variables.Keys.Where(k => k is not ("DJ_IGNORE_CONFIG_FILE" or "DJ_NAME_OF_SOMEBODY_ELSE")).Order(StringComparer.Ordinal)).ShouldBe(variables);
        djc.Child.Variables["DJ_NAME_OF_SOMEBODY_ELSE"].ShouldBe("kept");
    }

    [Theory]
    [InlineData("stores.main", """{"main":{"bucket":"b","location":"l","protocol":"s3","secret_key":"example-key"}}""")]
    [InlineData("stores.main.secret_key", """{"main":{"secret_key":"example-key"}}""")]
    [InlineData("stores.default", """{"default":"main"}""")]
    public void Stores_are_chosen_too(string key, string stores)
    {
        Djc djc = new(_project);
        djc.Run("run", "--only", key, "--only", "loglevel", "--", "tool");
        djc.Child!.Variables["DJ_STORES"].ShouldBe(stores);
        djc.Child.Variables["DJ_LOG_LEVEL"].ShouldBe("DEBUG");
        djc.Child.Variables.ShouldNotContainKey("DJ_USER");
    }

    [Theory]
    [InlineData("databse", "did you mean")]
    [InlineData("database.pasword", "did you mean database.password?")]
    [InlineData("stores.man", "unknown store \"man\"")]
    [InlineData("stores.main.secretkey", "did you mean stores.main.secret_key?")]
    [InlineData("", "--only needs a key")]
    [InlineData(" , ", "--only needs a key")]
    public void What_names_nothing_is_wrong_use(string key, string complaint)
    {
        Djc djc = new(_project);
        DjcResult result = djc.Run("run", "--only", key, "--", "tool");
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(complaint);
        djc.Child.ShouldBeNull();
    }

    [Fact]
    public void A_file_of_variables_acts_as_the_environment_below_what_is_set()
    {
        _project.Write("lab.env", "DJ_HOST=file.example\nDJ_USER='file user'\nexport DJ_PASS=\"from ${SECRET:-file}\"\nOTHER=from-file\nSHARED=file\nLEFT=file\nDJ_LOG_LEVEL=error\n");
        Djc djc = new(_project) { Variables = { ["DJ_HOST"] = "real.example", ["DJ_USER"] = "", ["SHARED"] = "real", ["LEFT"] = "", ["SECRET"] = "real" } };
        djc.Run("run", "--env-file", "lab.env", "--", "tool").Error.ShouldNotContain("error");
        IReadOnlyDictionary<string, string> child = djc.Child!.Variables;
        (child["DJ_HOST"], child["DJ_USER"], child["DJ_PASS"], child["DJ_LOG_LEVEL"]).ShouldBe(("real.example", "file user", "from real", "ERROR"));
        (child["OTHER"], child["SHARED"], child["LEFT"]).ShouldBe(("from-file", "real", ""));
    }

    [Fact]
    public void Of_two_files_the_later_one_wins_and_sees_the_earlier()
    {
        _project.Write("a.env", "ONE=a\nTWO=a\n").Write("b.env", "TWO=b$ONE\n");
        Djc djc = new(_project);
        djc.Run("run", "--env-file", "a.env", "--env-file", "b.env", "--", "tool");
        (djc.Child!.Variables["ONE"], djc.Child.Variables["TWO"]).ShouldBe(("a", "ba"));
    }

    [Fact]
    public void What_steers_loading_counts_there_too()
    {
        _project.Write("dev.env", "DJ_ENV=dev\n").Write("datajoint.dev.json", """{ "database.user": "dev" }""");
        Djc djc = new(_project);
        djc.Run("run", "--env-file", "dev.env", "--", "tool");
        djc.Child!.Variables["DJ_USER"].ShouldBe("dev");
    }

    [Theory]
    [InlineData("nowhere.env", "\"nowhere.env\" cannot be read: it does not exist")]
    [InlineData(".", "cannot be read: it is a directory")]
    [InlineData("bad.env", "bad.env:2: ")]
    public void A_file_that_is_none_is_wrong_use(string name, string complaint)
    {
        _project.Write("bad.env", "A=1\nB='CANARY\n");
        DjcResult result = new Djc(_project).Run("run", "--env-file", name, "--", "tool");
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(complaint);
        result.All.ShouldNotContain("CANARY");
    }

    [Fact]
    public void Files_take_the_place_of_the_variables_of_secrets_alone()
    {
        Djc djc = new(_project);
        djc.Run("run", "--files", "--", "tool").Error.ShouldBeEmpty();
        djc.Child!.Files.ToDictionary(f => f.Key, f => f.Value.Reveal())
            .ShouldBe(new Dictionary<string, string> { ["DJ_PASS"] = "example-password", ["DJ_STORES_MAIN_SECRET_KEY"] = "example-key" }, ignoreOrder: true);
        djc.Child.Variables.Values.ShouldAllBe(v => !v.Contains("example-", StringComparison.Ordinal) || v == "db.example.com");
        djc.Child.Variables["DJ_USER"].ShouldBe("me");
        JsonDocument.Parse(djc.Child.Variables["DJ_STORES"]).RootElement.GetProperty("main").GetProperty("bucket").GetString().ShouldBe("b");
    }

    [Fact]
    public void A_store_whose_name_fits_no_variable_of_its_own_gives_all_stores_as_a_file()
    {
        _project.Write(".secrets/datajoint.json", """{ "stores": { "ma-in": { "protocol": "s3", "bucket": "b", "secret_key": "k-one" }, "ma_in": { "protocol": "s3", "bucket": "b", "secret_key": "k-two" } } }""");
        Djc djc = new(_project);
        djc.Run("run", "--files", "--", "tool");
        djc.Child!.Variables.ShouldNotContainKey("DJ_STORES");
        JsonDocument.Parse(djc.Child.Files["DJ_STORES"].Reveal()).RootElement.GetProperty("ma_in").GetProperty("secret_key").GetString().ShouldBe("k-two");
    }

    [Theory]
    [InlineData(" blank")]
    [InlineData("two\\nlines")]
    public void What_a_file_cannot_hold_is_refused(string password)
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{}").Write(".secrets/datajoint.json", $$"""{ "database.password": "{{password}}" }""");
        Djc djc = new(project);
        DjcResult result = djc.Run("run", "--files", "--", "tool");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("--files: database.password cannot be a file: a file gives its text without the white space around it, and a credential there is one line");
        result.Error.ShouldNotContain("blank'");
        djc.Child.ShouldBeNull();
    }

    [Fact]
    public void A_Python_program_is_told_that_datajoint_python_does_not_read_files()
    {
        new Djc(_project).Run("run", "--files", "--", "python").Error.ShouldContain("datajoint-python does not read DJ_PASS_FILE, DJ_STORES_MAIN_SECRET_KEY_FILE");
        new Djc(_project).Run("run", "--files", "--only", "database.user", "--", "python").Error.ShouldNotContain("_FILE");
    }

    [Fact]
    public void References_are_resolved_from_a_file_of_variables_and_only_where_they_are_needed()
    {
        _project.Write("lab.env", "DJ_TRUST=references\nDJ_PASS=ref+env://LAB_WORD\nDJ_STORES_MAIN_SECRET_KEY=ref+env://NOWHERE\n");
        Djc djc = new(_project) { Variables = { ["LAB_WORD"] = "from-lab" } };
        djc.Run("run", "--env-file", "lab.env", "--only", "database", "--", "tool").ExitCode.ShouldBe(3); // whoever wrote the file cannot trust it
        djc.Variables["DJ_TRUST"] = "references";
        djc.Run("run", "--env-file", "lab.env", "--only", "database", "--mask", "--", "tool").ExitCode.ShouldBe(42);
        djc.Child!.Variables["DJ_PASS"].ShouldBe("from-lab");
        djc.Child.Masked.ShouldHaveSingleItem().Reveal().ShouldBe("from-lab");
        djc.Run("run", "--env-file", "lab.env", "--", "tool").ExitCode.ShouldBe(4);
    }

    [Theory]
    [InlineData("run", "--", "tool")]
    [InlineData("export", "dotenv", "--reveal")]
    [InlineData("config", "show", "--reveal")]
    public void Every_reference_that_leads_nowhere_is_named(params string[] words)
    {
        Djc djc = new(_project) { Variables = { ["DJ_PASS"] = "ref+env://NOWHERE", ["DJ_USER"] = "ref+file://missing", ["DJ_STORES_MAIN_SECRET_KEY"] = "ref+env://NEITHER" } };

        DjcResult result = djc.Run(words);

        (result.ExitCode, result.Output).ShouldBe((4, ""), result.All);
        string[] all = ["database.user: the file missing does not exist", "NOWHERE is not set", "NEITHER is not set", "--> DJ_USER", "--> DJ_PASS", "--> DJ_STORES_MAIN_SECRET_KEY"];
        foreach (string expected in all)
        {
            result.Error.ShouldContain(expected);
        }

        djc.Variables["DJ_PASS"] = "ref+unknown://x";
        djc.Run(words).ExitCode.ShouldBe(3, "no program resolves that one");
    }

    [Theory]
    [InlineData("ref+unknown://x", 3)]
    [InlineData("ref+exec://printf?arg=x", 3)]
    [InlineData("ref+env://A/B", 3)]
    [InlineData("ref+file://x%zz", 3)]
    [InlineData("ref+env://NOWHERE", 4)]
    public void Every_command_ends_alike_when_a_reference_leads_nowhere(string reference, int expected)
    {
        _project.Write("datajoint.json", """
            { "database": { "host": "127.0.0.1:1", "user": "me" },
              "stores.main": { "protocol": "s3", "endpoint": "127.0.0.1:1", "bucket": "lab", "location": "l", "access_key": "EXAMPLE" } }
            """);
        Djc djc = new(_project) { Variables = { ["DJ_PASS"] = reference, ["DJ_STORES_MAIN_SECRET_KEY"] = reference } };
        foreach (string[] words in (string[][])[["run", "--", "tool"], ["sql", "SELECT 1"], ["store", "ls", "main:"], ["config", "get", "database.password", "--reveal"]])
        {
            DjcResult result = djc.Run(words);
            result.ExitCode.ShouldBe(expected, string.Join(' ', words) + "\n" + result.All);
        }
    }

    [Fact]
    public void Masking_knows_the_secrets_that_the_child_gets()
    {
        _project.Write(".secrets/datajoint.json", """{ "stores.main.proxy_server": "http://me:proxy-word@proxy.example:3128", "custom.api_token": "own-token" }""");
        Djc djc = new(_project);
        djc.Run("run", "--mask", "--", "tool");
        djc.Child!.Masked.Select(s => s.Reveal()).ShouldBe(["example-password", "example-key", "proxy-word", "own-token"], ignoreOrder: true);
        djc.Run("run", "--mask", "--only", "database", "--", "tool");
        djc.Child.Masked.Select(s => s.Reveal()).ShouldBe(["example-password"]);
        djc.Run("run", "--", "tool");
        djc.Child.Masked.ShouldBeEmpty();
    }
}
