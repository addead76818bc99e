using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.Tests;

/// <summary>Diagnostics for people: the caret stands under the place, whatever the line holds.</summary>
public sealed class DiagnosticTextTests
{
    [Fact]
    public void A_failed_load()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{\n  \"database.port\": \"many\",\n  \"safemode\": maybe\n}\n");
        DjcResult result = new Djc(project) { Variables = { ["DJ_JOBS_STALE_TIMEOUT"] = "-1" } }.Run("config", "show");
        result.ExitCode.ShouldBe(3);
        result.Output.ShouldBeEmpty();
        Expected.ShouldMatch(result.Error);
    }

    [Fact]
    public void A_failed_load_in_colour()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{ \"database.port\": \"many\" }\n");
        Expected.ShouldMatch(new Djc(project) { Width = 80 }.Run("config", "show").Error.Replace("\u001b", "\\e", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\n\t\"display.limit\":\t\"x\"\n}", 2)]
    [InlineData("{\r\n  \"display.limit\": \"x\"\r\n}\r\n", 2)]
    [InlineData("{ \"cache\": \"数据库\", \"display.limit\": \"x\" }", 1)]
    [InlineData("{ \"cache\": \"e\u0301e\u0301\", \"display.limit\": \"x\" }", 1)]
    [InlineData("{ \"cache\": \"😀\", \"display.limit\": \"x\" }", 1)]
    [InlineData("\uFEFF{ \"display.limit\": \"x\" }", 1)]
    public void The_caret_stands_under_the_value(string json, int line)
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", json);
        string[] lines = new Djc(project).Run("config", "show").Error.Split('\n');
        int at = Array.FindIndex(lines, l => l.StartsWith($" {line} | ", StringComparison.Ordinal));
        string before = lines[at][..lines[at].LastIndexOf("\"x\"", StringComparison.Ordinal)];
        TextWidth.Measure(lines[at + 1][..lines[at + 1].IndexOf('^', StringComparison.Ordinal)]).ShouldBe(TextWidth.Measure(before));
        lines[at].ShouldNotContain('\t');
        lines[at].ShouldNotContain('\r');
    }

    [Fact]
    public void A_line_that_is_too_wide_is_cut_around_the_caret()
    {
        string json = $$"""{ "cache": "{{new string('c', 80)}}", "download_path": "{{new string('d', 40)}}", "display.limit": "x" }""";
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", json);
        string[] lines = new Djc(project).Run("config", "show").Error.Split('\n');
        int at = Array.FindIndex(lines, l => l.StartsWith(" 1 | ", StringComparison.Ordinal));
        lines[at].Length.ShouldBeLessThan(110);
        lines[at][lines[at + 1].IndexOf('^', StringComparison.Ordinal)..].ShouldStartWith("\"x\"");
    }

    [Fact]
    public void Of_one_kind_fifty_are_shown()
    {
        string json = "{" + string.Join(',', Enumerable.Range(0, 120).Select(i => $"\"unknown_{i}\": 1")) + "}";
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", json);
        string error = new Djc(project).Run("config", "get", "database.host").Error;
        error.Split("warning DJ1004").Length.ShouldBe(51);
        error.ShouldContain("… and 70 more DJ1004 (see --format json)");
    }

    [Fact]
    public void No_escape_sequence_of_the_input_reaches_the_terminal()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{ \"\u001b[31mred\": 1, \"cache\": \"\\u001b]0;title\\u0007\" }");
        new Djc(project).Run("config", "show").All.ShouldNotContain('\u001b');
    }
}
