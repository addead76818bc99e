using System.Text.Json;

namespace DataJoint.Cli.Tests;

public sealed class MigrateCommandTests
{
    private const string Old = """{ "database.host": "db.example.com", "database.password": "CANARY-pw", "lab": "A" }""";

    [Fact]
    public void Without_a_terminal_it_shows_and_writes_nothing()
    {
        using MigrateRun run = new(Old);
        run.Migrate().ShouldBe(0);
        run.Output.ShouldContain("custom.lab");
        run.Output.ShouldContain("********");
        run.Error.ShouldContain("nothing has been written; to do it, add --yes");
        File.Exists(run["datajoint.json"]).ShouldBeFalse();
        Directory.Exists(run[".secrets"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("y", 0, true)]
    [InlineData("YES", 0, true)]
    [InlineData("n", 1, false)]
    [InlineData("", 1, false)]
    public void On_a_terminal_it_asks(string answer, int exitCode, bool written)
    {
        using MigrateRun run = new(Old) { Answer = answer };
        run.Migrate().ShouldBe(exitCode);
        run.Error.ShouldContain("[y/N]");
        File.Exists(run["datajoint.json"]).ShouldBe(written);
    }

    [Fact]
    public void A_reference_goes_over_as_it_stands()
    {
        using MigrateRun run = new("""{ "database.host": "h", "database.password": "ref+env://PASS", "api_key": "ref+env://KEY" }""");
        run.Migrate("--yes").ShouldBe(0);
        File.ReadAllText(run[".secrets/database.password"]).ShouldContain("ref+env://PASS");
        run.Error.ShouldNotContain("still holds credentials: database.password");
    }

    [Fact]
    public void With_yes_it_writes_and_says_what_the_old_file_still_holds()
    {
        using MigrateRun run = new(Old) { Answer = "n" };
        run.Migrate("--yes").ShouldBe(0);
        run.Output.ShouldContain("created  .secrets/database.password");
        run.Error.ShouldContain("still holds credentials: database.password");
        run.Error.ShouldContain(": rm ");
        (run.Output + run.Error).ShouldNotContain("CANARY");
        File.ReadAllText(run[".gitignore"]).ShouldBe("/dj_local_conf.json\n.secrets/\n");
    }

    [Fact]
    public void Done_already_it_says_so_and_does_not_ask()
    {
        using MigrateRun run = new(Old) { Answer = "n" };
        run.Migrate("--yes").ShouldBe(0);
        run.Migrate().ShouldBe(0);
        run.Output.ShouldContain("nothing to write; 3 there already");
        run.Error.ShouldNotContain("[y/N]");
    }

    [Fact]
    public void A_conflict_is_shown_with_the_place_of_the_value_that_stays()
    {
        using MigrateRun run = new(Old);
        File.WriteAllText(run["datajoint.json"], "{\n  \"database.host\": \"new.example.com\"\n}\n");
        run.Migrate("--yes").ShouldBe(0);
        run.Output.ShouldContain("! database.host");
        run.Output.ShouldContain("datajoint.json:2:20 has another value, which stays");
        File.ReadAllText(run["datajoint.json"]).ShouldContain("new.example.com");
    }

    [Fact]
    public void Json_carries_the_plan_and_what_was_done()
    {
        using MigrateRun run = new(Old) { Answer = "y" };
        run.Migrate("--format", "json").ShouldBe(0);
        Parse(run).GetProperty("applied").GetBoolean().ShouldBeFalse("a program is not asked");

        run.Migrate("--format", "json", "--yes").ShouldBe(0);
        JsonElement done = Parse(run);
        done.GetProperty("applied").GetBoolean().ShouldBeTrue();
        JsonElement password = done.GetProperty("steps")[1];
        password.GetProperty("value").GetString().ShouldBe("********");
        password.GetProperty("origin").GetString().ShouldBe("dj_local_conf.json:1:59");
        password.GetProperty("file").GetString().ShouldBe(".secrets/database.password");
        done.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()).ShouldContain("datajoint.json");
        done.GetProperty("credentialsInOldFile")[0].GetString().ShouldBe("database.password");
    }

    [Fact]
    public void The_file_at_home_is_found_when_there_is_none_here()
    {
        using MigrateRun run = new();
        File.WriteAllText(Path.Combine(run.Home, ".datajoint_config.json"), Old);
        run.Migrate("--yes").ShouldBe(0);
        File.Exists(run["datajoint.json"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, "there is no old configuration")]
    [InlineData(1, "does not exist", "missing.json")]
    [InlineData(1, "does not exist", "")]
    [InlineData(2, "takes no --env", "--env", "prod")]
    public void What_cannot_be_migrated_is_said(int exitCode, string message, params string[] words)
    {
        using MigrateRun run = new();
        run.Migrate([.. words, "--yes"]).ShouldBe(exitCode);
        run.Error.ShouldContain(message);
        Directory.GetFileSystemEntries(run.Project).Select(Path.GetFileName).ShouldBe([".git"]);
    }

    [Theory]
    [InlineData("{ \"database.password\": \"CANARY", "DJ1002")]
    [InlineData("[]", "DJ1012")]
    public void An_old_file_that_cannot_be_read_is_exit_3_with_the_place(string oldFile, string id)
    {
        using MigrateRun run = new(oldFile);
        run.Migrate("--yes").ShouldBe(3);
        run.Error.ShouldContain(id);
        run.Error.ShouldContain("dj_local_conf.json:1:");
        (run.Output + run.Error).ShouldNotContain("CANARY");
        File.Exists(run["datajoint.json"]).ShouldBeFalse();
    }

    [Fact]
    public void Colours_and_controls_of_the_old_file_do_not_reach_the_terminal()
    {
        using MigrateRun run = new("""{ "k\u001b[31m": "v\u001b[0m", "stores": { "\u0007": { "protocol": "file", "x": 1 } } }""");
        run.Migrate("--yes").ShouldBe(0);
        (run.Output + run.Error).ShouldNotContain('\u001b');
        (run.Output + run.Error).ShouldNotContain('\u0007');
    }

    private static JsonElement Parse(MigrateRun run) => JsonDocument.Parse(run.Output).RootElement;
}
