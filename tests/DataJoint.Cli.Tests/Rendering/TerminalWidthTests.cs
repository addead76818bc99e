using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.Tests;

/// <summary>On a terminal no line is wider than it, and what is shortened can still be told.</summary>
public sealed class TerminalWidthTests : IDisposable
{
    private const string LongText = "a_rather_long_database_name_that_does_not_fit_into_any_column";
    private static readonly string[][] Commands =
    [
        ["config", "show"], ["config", "show", "--set-only"], ["config", "explain", "database.name"], ["config", "explain", "stores.main.location"],
        ["config", "path"], ["secrets", "list"], ["store", "ls", "main:"], ["store", "ls", "main:", "-r"], ["store", "du", "main:"], ["check", "--offline"],
        ["check", "--help"], ["nonsense"], ["secrets", "set", "database.password", "x"], ["config", "get", "database.hots"],
    ];

    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json",
            $$"""
            {
              "database": { "host": "a-rather-long-host-name.databases.example.com:3310", "name": "{{LongText}}", "hots": "x" },
              "stores": { "default": "main", "main": { "protocol": "file", "location": "store/below/some/folders" } }
            }
            """)
        .Write(".secrets/database.password", "example-password\n")
        .Write(".secrets/datajoint.json", """{ "database.user": "someone" }""")
        .Write("store/below/some/folders/raw/2024/" + new string('r', 60) + ".bin", "x");

    public static TheoryData<int, int> Cases => new(
        from command in Enumerable.Range(0, Commands.Length)
        from width in (int[])[60, 80, 120]
        select (command, width));

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_line_is_wider_than_the_terminal(int command, int width)
    {
        DjcResult result = Run(width, Commands[command]);

        // What explain explains, a single word, a path and a command to paste stay whole; the path of the project is another one in each run.
        string[] whole = [$"= {LongText}", ".databases.example.com:3310,", "/project", "→", "djc "];
        result.All.Split('\n').Where(line => !whole.Any(line.Contains)).ShouldAllBe(line => TextWidth.Measure(line) <= width);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Values_keep_enough_to_be_told_apart(int width)
    {
        string line = Run(width, "config", "show").Output.Split('\n').Single(l => l.StartsWith("database.name ", StringComparison.Ordinal));

        string value = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        value.Length.ShouldBeGreaterThanOrEqualTo(16);
        LongText.ShouldStartWith(value[..5]);
        LongText.ShouldEndWith(value[^9..]);
    }

    [Fact]
    public void Columns_go_before_anything_is_cut_and_places_after_that()
    {
        string Titles(int width) => Run(width, "config", "show").Output.Split('\n').First(l => l.StartsWith("SETTING", StringComparison.Ordinal));

        Titles(160).ShouldContain("SOURCE");
        Titles(120).ShouldNotContain("SOURCE");
        Titles(120).ShouldContain("ORIGIN");
        Titles(80).ShouldContain("ORIGIN");
        Titles(60).ShouldNotContain("ORIGIN");
    }

    [Fact]
    public void A_pipe_gets_everything()
    {
        DjcResult result = new Djc(_project).Run("config", "show");

        result.Output.ShouldContain(LongText);
        result.Output.ShouldContain("SOURCE");
        result.Output.ShouldNotContain("…");
    }

    [Theory]
    [InlineData("abcdefghij", 10, "abcdefghij")]
    [InlineData("/very/long/path/datajoint.json:4:12", 20, "/very/l…t.json:4:12")]
    [InlineData("abcdefghij", 4, "abc…")]
    [InlineData("数据库数据库数据库", 9, "数…库数据库")]
    public void The_middle_is_what_goes(string text, int width, string expected)
    {
        string shown = TextWidth.ShortenMiddle(text, width);

        TextWidth.Measure(shown).ShouldBeLessThanOrEqualTo(width);
        shown.ShouldStartWith(expected[..1]);
        shown.ShouldEndWith(expected[^2..]);
    }

    [Fact]
    public void Show_takes_a_group_a_store_or_a_beginning()
    {
        Keys("database.tls").ShouldBe(["database.tls.ca", "database.tls.cert", "database.tls.key", "database.tls.verify"]);
        Keys("stores.main").ShouldAllBe(k => k.StartsWith("stores.main.", StringComparison.Ordinal));
        Keys("jobs.auto").ShouldBe(["jobs.auto_refresh"]);
        Keys("database.port").ShouldBe(["database.port"]);
        new Djc(_project).Run("config", "show", "databse").ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain("no setting begins with \"databse\"; did you mean database?"));
        new Djc(_project).Run("config", "show", "database.pasword=example-secret").All.ShouldNotContain("example-secret");
        new Djc(_project).Run("config", "show", "stores.mian").Error.ShouldContain("did you mean stores.main?");
    }

    [Fact]
    public void Show_says_when_nothing_is_set()
    {
        using TemporaryProject empty = new TemporaryProject().Write("datajoint.json", "{}");

        new Djc(empty).Run("config", "show", "--set-only").Error.ShouldBe("nothing is set: every setting is at its default\n");
        new Djc(_project).Run("config", "show", "jobs", "--set-only").Error.ShouldContain("nothing is set below jobs: every setting is at its default\n");
    }

    private IEnumerable<string> Keys(string prefix) => new Djc(_project).Run("config", "show", prefix).Output.Split('\n').Skip(3)
        .Where(line => line.Length > 0).Select(line => line.Split(' ')[0]);

    private DjcResult Run(int width, params string[] words) => new Djc(_project) { Width = width, Variables = { ["NO_COLOR"] = "1" } }.Run(words);
}
