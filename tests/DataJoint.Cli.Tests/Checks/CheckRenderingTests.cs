using System.Text.RegularExpressions;
using DataJoint.Cli.Rendering;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Tests;

public sealed partial class CheckRenderingTests : IDisposable
{
    private readonly CheckProject _project = new CheckProject().WithServer();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Text_has_a_line_for_each_check_and_a_summary()
    {
        CheckRun run = _project.Run("--offline");

        run.Exit.ShouldBe(0);
        run.Lines[0].ShouldBe("Checking " + _project.Root);
        WithoutTimes(run.Output).ShouldContain("  ✓ settings         mysql at 127.0.0.1:1, with user and password\n");
        WithoutTimes(run.Output).ShouldContain("  - database         not tried: --offline\n");
        run.Output.ShouldEndWith("\nAll is well: 4 passed, 5 skipped.\n");
        run.Output.ShouldNotContain("\u001b");
        run.Output.ShouldNotContain("CANARY-");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public void A_remedy_stands_below_its_check_and_findings_have_an_excerpt()
    {
        CheckRun run = _project.With("datajoint.json", "{\n  \"database.host\": \"h\",\n  \"database.hots\": 1\n}\n").Mode(".secrets", "0755").Run("--offline");

        run.Exit.ShouldBe(OperatingSystem.IsWindows() ? 0 : 1);
        run.Output.ShouldContain("warning DJ1004: unknown key database.hots");
        run.Output.ShouldContain("3 |   \"database.hots\": ");
        if (!OperatingSystem.IsWindows())
        {
            run.Output.ShouldContain("      → djc check --fix\n");
            run.Output.ShouldContain("Something is wrong: 1 failed, 1 warning");
        }
    }

    [Fact]
    public void A_summary_does_not_contradict_itself()
    {
        CheckRun run = _project.With("datajoint.json", """{ "database.host": "h", "database.hots": 1 }""").Run("--offline");

        run.Exit.ShouldBe(0);
        run.Output.ShouldMatch("\\nSomething to look at: 1 warning, [0-9]+ passed, [0-9]+ skipped\\.\\n$");
        run.Output.ShouldNotContain("All is well");
    }

    [Fact]
    public void On_a_terminal_there_is_colour_unless_it_is_unwanted()
    {
        _project.IsTerminal = true;

        _project.Run("--offline").Output.ShouldContain("\u001b[32m✓");
        _project.Run("--offline", "--no-color").Output.ShouldNotContain("\u001b");
    }

    [Fact]
    public void On_a_terminal_long_messages_break_between_words()
    {
        _project.IsTerminal = true;
        _project.With(".secrets/datajoint.json", """{ "database.name": "lab" }""");

        CheckRun run = _project.Run("--offline", "--no-color");

        run.Lines.Where(line => !line.Contains(_project.Root, StringComparison.Ordinal) && !line.Contains('→', StringComparison.Ordinal))
            .ShouldAllBe(line => line.Length <= 80);
        run.Output.ShouldContain("\n                     ");
    }

    [Theory]
    [InlineData("C", "ok")]
    [InlineData("de_CH.ISO-8859-1", "ok")]
    [InlineData("en_US.UTF-8", "✓")]
    [InlineData("C.utf8", "✓")]
    [InlineData(null, "✓")]
    public void Signs_fit_the_terminal(string? locale, string sign)
    {
        Terminal terminal = new(TextWriter.Null, TextWriter.Null, name => name == "LANG" ? locale : null) { IsOutputTerminal = true };

        CheckMarks.For(terminal).Pass.ShouldBe(sign);
    }

    [Fact]
    public void Annotations_have_file_line_and_column()
    {
        _project.With(".secrets/datajoint.json", """{ "database.name": "lab" }""");

        CheckRun run = _project.With("datajoint.json", "{\n  \"database.host\": \"h\",\n  \"database.hots\": 1\n}\n").Run("--offline", "--format", "github");

        run.Output.ShouldContain("::warning file=datajoint.json,line=3,col=3,title=DJ1004 Unknown setting key::unknown key database.hots");
        run.Output.ShouldContain("did you mean database.host?%0ARename it to database.host.\n");
        run.Output.ShouldContain("::notice file=.secrets/datajoint.json,line=1,col=20,title=DJ1025 ");
    }

    [Fact]
    public void Annotations_count_from_the_repository()
    {
        using CheckProject repository = new CheckProject().WithRepository().With("lab/datajoint.json", """{ "nonsense": 1 }""");

        repository.Run("--offline", "--format", "github", "--project", "lab").Output.ShouldContain("::warning file=lab/datajoint.json,line=1,col=3,");
    }

    [Fact]
    public void A_name_cannot_forge_an_annotation()
    {
        _project.With("datajoint.json", """{ "stores": { "a%0A::error ::x,b:c": { "protocol": "file" } } }""");

        string output = _project.Run("--offline", "--format", "github").Output;

        output.ShouldContain("a%250A::error");
        output.Split('\n').ShouldNotContain(line => line.StartsWith("::error ::x", StringComparison.Ordinal));
    }

    [Fact]
    public void A_check_without_findings_of_its_own_is_annotated_too()
    {
        _project.With("datajoint.json", """{ "database.backend": "sqlite" }""");

        _project.Run("--offline", "--format", "github").Output
            .ShouldContain("::warning title=djc check%3A database settings::database.name is not set; with sqlite it is the path of the database file%0A");
    }

    [Fact]
    public void A_failed_load_annotates_as_well()
    {
        CheckRun run = _project.With("datajoint.json", "{\n  \"database.port\": 0\n}\n").Run("--offline", "--format", "github");

        run.Exit.ShouldBe(3);
        run.Output.ShouldStartWith("::error file=datajoint.json,line=2,col=20,title=DJ1003 ");
    }

    [Fact]
    public void Python_differences_are_notes_below_their_check()
    {
        CheckRun run = _project.With(".secrets/datajoint.json", """{ "database.name": "lab" }""").Run("--offline");

        run.Exit.ShouldBe(0);
        run.Output.ShouldContain("      · database.name: Python has no value, not \"lab\" of .secrets/datajoint.json:1:20: it never reads .secrets/datajoint.json\n");
    }

    private static string WithoutTimes(string text) => Times().Replace(text, "");

    [GeneratedRegex(@" \(\d+ ms\)")]
    private static partial Regex Times();
}
