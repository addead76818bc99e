namespace DataJoint.Cli.Tests;

/// <summary>What people read, as it is printed.</summary>
public sealed class TextOutputTests
{
    private const string Config =
        """
        {
          "database": { "host": "db.example.com:3310", "name": "a_rather_long_database_name_that_does_not_fit" },
          "stores": {
            "default": "main",
            "main": { "protocol": "s3", "endpoint": "s3.example.com", "bucket": "lab", "location": "raw/data" }
          },
          "custom": { "rig": 3 }
        }
        """;

    [Fact]
    public void Show_in_full()
    {
        using TemporaryProject project = Project();
        DjcResult result = new Djc(project) { Variables = { ["DJ_USER"] = "anna" } }.Run("config", "show", "--env", "prod");
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        Expected.ShouldMatch(result.Output);
    }

    [Fact]
    public void Show_on_a_narrow_terminal()
    {
        using TemporaryProject project = Project();
        DjcResult result = new Djc(project) { Width = 72, Variables = { ["NO_COLOR"] = "1" } }.Run("config", "show", "--set-only");
        result.Output.Split('\n').ShouldAllBe(line => line.Length <= 72);
        Expected.ShouldMatch(result.Output);
    }

    [Theory]
    [InlineData("check", "--help")]
    [InlineData("store", "put", "--help")]
    [InlineData("--help")]
    public void Help_is_filled_again_on_a_narrow_terminal(params string[] words)
    {
        using TemporaryProject project = Project();
        Djc djc = new(project) { Variables = { ["NO_COLOR"] = "1" } };
        string asWritten = djc.Run(words).Output;

        string narrow = new Djc(project) { Width = 60, Variables = { ["NO_COLOR"] = "1" } }.Run(words).Output;

        Before(narrow, "Examples:").ShouldAllBe(line => line.Length <= 60);
        string.Join(' ', Before(narrow, "Examples:")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(string.Join(' ', Before(asWritten, "Examples:")).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Show_in_colour()
    {
        using TemporaryProject project = Project();
        Expected.ShouldMatch(new Djc(project) { Width = 100 }.Run("config", "show", "--set-only").Output.Replace("\u001b", "\\e", StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_four_layers()
    {
        using TemporaryProject project = Project();
        project.Write(".secrets/database.user", "secret_user\n").Write("datajoint.dev.json", """{ "database.user": "dev_user" }""");
        DjcResult result = new Djc(project) { Variables = { ["DJ_USER"] = "env_user" } }
            .Run("config", "explain", "database.user", "--env", "dev", "--set", "database.user=mine");
        Expected.ShouldMatch(result.Output);
    }

    [Fact]
    public void Explain_a_port_that_the_host_carries()
    {
        using TemporaryProject project = Project();
        Expected.ShouldMatch(new Djc(project).Run("config", "explain", "database.port").Output);
    }

    [Fact]
    public void Explain_a_store_that_a_variable_hides()
    {
        using TemporaryProject project = Project();
        DjcResult result = new Djc(project) { Variables = { ["DJ_STORES"] = "{}" } }.Run("config", "explain", "stores.main.bucket");
        Expected.ShouldMatch(result.Output);
    }

    [Fact]
    public void Explain_a_secret()
    {
        using TemporaryProject project = Project();
        DjcResult result = new Djc(project).Run("config", "explain", "database.password", "--env", "prod");
        result.All.ShouldNotContain("example-password");
        Expected.ShouldMatch(result.Output);
    }

    [Fact]
    public void Help_of_a_group_and_two_commands()
    {
        using TemporaryProject project = new();
        string[][] commands = [["config"], ["config", "get"], ["run"]];
        Expected.ShouldMatch(string.Join("\n----\n\n", commands.Select(words => new Djc(project).Run([.. words, "--help"]).Output)));
    }

    /// <summary>Commands to paste stay in one piece.</summary>
    private static string[] Before(string page, string title) => [.. page.Split('\n').TakeWhile(line => line != title)];

    private static TemporaryProject Project() => new TemporaryProject()
        .Write("datajoint.json", Config)
        .Write(".secrets/database.password", "example-password\n")
        .Write(".secrets/datajoint.prod.json", """{ "database.password": "example-password-2" }""");
}
