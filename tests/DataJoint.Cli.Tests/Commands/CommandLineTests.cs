using CsCheck;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Tests;

/// <summary>How the command line is understood, and what is said when it is not.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("frobnicate", "unknown command \"frobnicate\"")]
    [InlineData("confg show", "did you mean `djc config`?")]
    [InlineData("config shwo", "did you mean `djc config show`?")]
    [InlineData("explain", "did you mean `djc config explain`?")]
    [InlineData("config", "djc config needs a command: ")]
    [InlineData("", "djc needs a command: ")]
    [InlineData("config show --revael", "did you mean --reveal?")]
    [InlineData("--reveal config show", "goes after its name")]
    [InlineData("config show --reveal=yes", "--reveal takes no value")]
    [InlineData("config show --project", "--project needs a value: --project DIR")]
    [InlineData("config show --project --strict", "--project needs a value")]
    [InlineData("config show jobs extra", "djc config show expects one argument, got 2")]
    [InlineData("config get", "djc config get needs KEY")]
    [InlineData("config show --format xml", "knows the format text or json")]
    [InlineData("config show --format github", "knows the format text or json")]
    [InlineData("config show --env ../dev", "is not an environment name")]
    [InlineData("config show --env schema", "\"schema\" is not an environment name")]
    [InlineData("config show --env=", "is not an environment name")]
    [InlineData("config show --project missing", "\"missing\" is not a directory")]
    [InlineData("config show --set database.host", "--set needs KEY=VALUE")]
    [InlineData("config show --set =x", "--set needs KEY=VALUE")]
    [InlineData("config show --set database.hots=x", "did you mean database.host?")]
    [InlineData("config show --set database.port=many", "a whole number from 1 to 65535")]
    [InlineData("config show --set stores.main.bukket=x", "did you mean stores.main.bucket?")]
    [InlineData("config get database.hots", "did you mean database.host?")]
    [InlineData("config get stores.main.bukket", "did you mean stores.main.bucket?")]
    [InlineData("completion bsh", "did you mean bash?")]
    [InlineData("check --skip gti-ignore", "\"gti-ignore\" is unknown: --skip is one of")]
    [InlineData("run", "djc run needs a command: djc run -- COMMAND")]
    [InlineData("run --", "djc run needs a command: djc run -- COMMAND")]
    [InlineData("run python x.py", "expects the command after --")]
    public void Wrong_use_is_explained_on_standard_error(string line, string message)
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project).Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain(message);
    }

    [Theory]
    [InlineData("database.password CANARY-extra")]
    [InlineData("database.password=CANARY-extra")]
    [InlineData("stores.main.secret_key=CANARY-extra")]
    [InlineData("database.password --value CANARY-extra")]
    [InlineData("database.password --value=CANARY-extra")]
    [InlineData("database.password --CANARY-extra")]
    public void A_secret_as_an_argument_is_refused_with_the_reason(string line)
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project).Run(["secrets", "set", .. line.Split(' ')]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldNotContain("CANARY");
        result.Error.ShouldContain("the shell keeps it in its history");
        result.Error.ShouldContain("the value is asked for");
    }

    [Fact]
    public void A_setting_without_a_value_is_reported_on_standard_error_only()
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project).Run("config", "get", "cache");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldBe("djc: cache has no value\n  help: djc config explain cache shows where it may be set\n");
    }

    [Theory]
    [InlineData("secrets", "set", "database.password", "CANARY-extra")]
    [InlineData("config", "get", "database.host", "CANARY-extra")]
    [InlineData("config", "show", "--password=CANARY-value")]
    [InlineData("config", "show", "-pCANARY-value")]
    [InlineData("config", "show", "--set", "CANARY-without-equals")]
    [InlineData("config", "show", "--set", "database.pasword=CANARY-value")]
    [InlineData("config", "show", "--reveal=CANARY-value")]
    public void What_could_be_a_secret_is_not_repeated(params string[] words)
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project).Run(words);
        result.ExitCode.ShouldBe(2);
        result.All.ShouldNotContain("CANARY");
    }

    [Fact]
    public void Global_options_stand_anywhere_and_take_both_forms()
    {
        using TemporaryProject project = new TemporaryProject().Write("app/datajoint.json", "{}");
        string[][] lines =
        [
            ["--project", "app", "--set", "database.host=x.example", "config", "get", "database.host"],
            ["config", "--project=app", "get", "--set=database.host=x.example", "database.host"],
            ["config", "get", "database.host", "--set", "database.host=y.example", "--set", "database.host=x.example", "--project", "app"],
        ];
        foreach (string[] line in lines)
        {
            new Djc(project).Run(line).ShouldBe(new DjcResult(0, "x.example\n", ""));
        }
    }

    [Theory]
    [InlineData("--CANARY-extra")]
    [InlineData("-----BEGIN CANARY KEY-----\nCANARY")]
    [InlineData("--CANARY=x")]
    public void A_value_that_begins_with_dashes_is_not_repeated_and_goes_behind_two_dashes(string value)
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project).Run("config", "set", "connection.init_function", value);
        result.ExitCode.ShouldBe(2);
        result.All.ShouldNotContain("CANARY");
        result.Error.ShouldContain("unknown option (word 4 after djc)");
        result.Error.ShouldContain("goes behind --");

        new Djc(project).Run("config", "set", "--yes", "connection.init_function", "--", "--note").ExitCode.ShouldBe(0);
        new Djc(project).Run("config", "get", "connection.init_function").Output.ShouldBe("--note\n");
    }

    [Fact]
    public void Behind_two_dashes_everything_is_an_argument()
    {
        using TemporaryProject project = new();
        new Djc(project).Run("config", "get", "--", "--reveal").Error.ShouldContain("unknown setting \"--reveal\"");
    }

    [Theory]
    [InlineData("--help", "config")]
    [InlineData("config --help", "explain")]
    [InlineData("config get -h", "--reveal")]
    [InlineData("-h config get", "--reveal")]
    [InlineData("help", "config")]
    [InlineData("help config get", "--reveal")]
    [InlineData("config help", "explain")]
    [InlineData("--version", "djc ")]
    public void Help_and_version_are_results(string line, string expected)
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project).Run(line.Split(' '));
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain(expected);
    }

    [Theory]
    [InlineData("NO_COLOR", "1", false)]
    [InlineData("NO_COLOR", "", true)]
    [InlineData("TERM", "dumb", false)]
    [InlineData("TERM", "xterm", true)]
    public void Colours_need_a_terminal_that_wants_them(string variable, string value, bool expected)
    {
        using TemporaryProject project = new();
        Djc onTerminal = new(project) { Width = 80, Variables = { [variable] = value } };
        onTerminal.Run("config", "show").Output.Contains('\u001b', StringComparison.Ordinal).ShouldBe(expected);
        onTerminal.Run("config", "show", "--no-color").Output.ShouldNotContain('\u001b');
        new Djc(project) { Variables = { [variable] = value } }.Run("config", "show").Output.ShouldNotContain('\u001b');
    }

    [Fact]
    public void Any_words_whatever_are_understood_or_refused()
    {
        string[] vocabulary =
        [
            "config", "show", "get", "explain", "path", "schema", "run", "completion", "bash", "help", "database.host", "stores..", "stores.a.b", "custom.",
            "--", "-", "-1", "-x", "--set", "--set=", "--set=a=b", "--set=database.port=1", "--project", "--project=", "--project=\0", "--env=a", "--env", "--format", "json",
            "--format=json", "--strict", "--verbose", "--no-color", "--help", "--version", "--reveal", "--set-only", "", " ", "é", "\ud800", "--=", "---", "=",
        ];
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "database.hots": 1 }""");
        Gen.Int[0, vocabulary.Length - 1].Array[0, 7].Sample(
            words =>
            {
                string[] line = [.. words.Select(w => vocabulary[w])];
                DjcResult result = new Djc(project).Run(line);
                new[] { 0, 1, 2, 3, 42 }.ShouldContain(result.ExitCode);
                result.Error.ShouldNotContain("unexpected", Case.Sensitive, string.Join(' ', line) + result.Error);
                (result.ExitCode == 2 && result.Output.Length > 0).ShouldBeFalse(string.Join(' ', line));
            },
            iter: 3000, threads: 1);
    }

    [Theory]
    [InlineData("../dev")]
    [InlineData("schema")]
    [InlineData("Schema")]
    public void A_bad_variable_for_the_environment_is_a_bad_configuration(string name)
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.schema.json", "{}");
        Djc djc = new(project) { Variables = { ["DJ_ENV"] = name } };
        foreach (string command in (string[])["show", "path"])
        {
            DjcResult result = djc.Run("config", command);
            result.ExitCode.ShouldBe(3);
            result.Output.ShouldBeEmpty();
            result.Error.ShouldContain("is not an environment name");
        }
    }

    [Fact]
    public void Every_command_has_a_summary_and_every_leaf_an_example()
    {
        foreach (Command command in Leaves(CommandTree.Create()))
        {
            command.Summary.ShouldNotBeEmpty();
            command.Summary.ShouldNotEndWith(".");
            command.Examples.ShouldNotBeEmpty(command.Name);
            command.Options.Select(o => o.Name).Intersect(GlobalOptions.All.Select(o => o.Name)).ShouldBeEmpty();
        }
    }

    private static IEnumerable<Command> Leaves(Command command) =>
        command.IsGroup ? command.Listed.SelectMany(Leaves) : [command];
}
