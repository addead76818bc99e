using System.Text.Json;
using System.Xml.Linq;

namespace DataJoint.Cli.Tests;

public sealed class ScanCommandTests
{
    private const string Password = "otter-Lamp-47";

    public static TheoryData<string> Formats { get; } = ["text", "json", "github", "sarif", "junit", "html"];

    [Fact]
    public void A_leak_is_told_with_its_place_and_what_to_do()
    {
        using TemporaryProject project = Leaky();
        DjcResult result = new Djc(project).Run("scan");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldStartWith("load.py:2:35: A credential of DataJoint (datajoint-setting)\n    database.password\"] = \"********\n1 leak in 1 file\n  help: datajoint-setting: ");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_tells_it_and_none_shows_the_secret(string format)
    {
        using TemporaryProject project = Leaky();
        DjcResult result = new Djc(project).Run("scan", "--format", format);
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("load.py");
        result.All.ShouldNotContain(Password);
        switch (format)
        {
            case "json" or "sarif":
                JsonDocument.Parse(result.Output).Dispose();
                break;
            case "junit":
                XDocument.Parse(result.Output).Root!.Descendants("failure").Count().ShouldBe(1);
                break;
        }
    }

    [Fact]
    public void The_secret_of_the_project_is_found_in_base64()
    {
        using TemporaryProject project = new();
        project.Write("datajoint.json", "{ \"database\": { \"host\": \"db.example.com\" } }\n").Write(".secrets/database.password", Password).Write(".gitignore", ".secrets/\n")
            .Write("notes.txt", Convert.ToBase64String("otter-Lamp-47"u8) + "\n");
        new Djc(project).Run("scan").Output.ShouldStartWith("notes.txt:1:1: A secret of this project (known-value)\n    ********\n");
    }

    [Fact]
    public void A_baseline_accepts_what_was_found_and_nothing_else()
    {
        using TemporaryProject project = Leaky();
        new Djc(project).Run("scan", "--update-baseline").Output.ShouldBe(".djc-leaks: 1 leak accepted\n");
        DjcResult accepted = new Djc(project).Run("scan");
        accepted.ExitCode.ShouldBe(0);
        accepted.Output.ShouldBe("0 leaks in 2 files, 1 accepted one not shown\n");
        project.Write("more.py", $"password = '{Password}'\n");
        new Djc(project).Run("scan").ExitCode.ShouldBe(1);
    }

    [Fact]
    public void A_baseline_of_one_file_keeps_what_was_accepted_before()
    {
        using TemporaryProject project = Leaky().Write("more.py", $"password = '{Password}'\n");
        new Djc(project).Run("scan", "--update-baseline").ExitCode.ShouldBe(0);
        new Djc(project).Run("scan", "more.py", "--update-baseline").ExitCode.ShouldBe(0);
        new Djc(project).Run("scan").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_name_with_an_escape_is_shown_without_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no file has such a name there");
        using TemporaryProject project = Leaky().Write("a\u001b[31m.py", $"password = '{Password}'\n");
        new Djc(project).Run("scan", "--format", "github").All.ShouldNotContain("\u001b");
    }

    [Fact]
    public void Standard_input_is_scanned_under_its_name()
    {
        using TemporaryProject project = new();
        new Djc(project) { Input = $"DJ_PASS={Password}\n" }.Run("scan", "--stdin", "a.env").Output.ShouldStartWith("a.env:1:9: ");
        new Djc(project) { Input = "nothing\n" }.Run("scan", "--stdin").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Several_paths_are_scanned_each_once()
    {
        using TemporaryProject project = Leaky().Write("sub/a.env", $"DJ_PASS={Password}\n").Write("other/b.env", $"DJ_PASS={Password}\n");
        DjcResult result = new Djc(project).Run("scan", "sub", "load.py", "sub/a.env");
        result.Output.ShouldContain("load.py:2");
        result.Output.ShouldContain("sub/a.env:1");
        result.Output.ShouldNotContain("other");
        result.Output.ShouldContain("2 leaks in 2 files");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("--staged", "--history")]
    [InlineData("--unreachable")]
    [InlineData("--staged", "a")]
    [InlineData("--format", "csv")]
    public void Wrong_use_is_told(params string[] words)
    {
        using TemporaryProject project = Leaky();
        new Djc(project).Run(["scan", .. words]).ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Settings_that_cannot_be_loaded_do_not_stop_a_scan()
    {
        using TemporaryProject project = Leaky().Write("datajoint.json", "{ broken");
        DjcResult result = new Djc(project).Run("scan");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("load.py:2:35");
        result.Error.ShouldContain("note: the settings cannot be loaded");
    }

    [Fact]
    public void A_push_of_nothing_is_clean()
    {
        using TemporaryProject project = Leaky();
        new Djc(project) { Input = "\n" }.Run("scan", "--pushed").ExitCode.ShouldBe(0);
        new Djc(project) { Input = $"(delete) {new string('0', 40)} refs/heads/x {new string('1', 40)}\n" }.Run("scan", "--pushed").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_history_without_commits_is_told_once()
    {
        using TemporaryProject project = Leaky().Write(".git/HEAD", "ref: refs/heads/main\n").Write(".git/objects/info/x", "").Write(".git/refs/heads/x.lock", "");
        DjcResult result = new Djc(project).Run("scan", "--history");
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBe("note: the repository has no commits\n");
    }

    [Fact]
    public void A_push_of_a_commit_that_is_not_there_is_told()
    {
        using TemporaryProject project = Leaky().Write(".git/HEAD", "ref: refs/heads/main\n").Write(".git/objects/info/x", "").Write(".git/refs/heads/.x", new string('1', 40) + "\n");
        DjcResult result = new Djc(project) { Input = $"refs/heads/main {new string('1', 40)} refs/heads/main {new string('2', 40)}\n" }.Run("scan", "--pushed", "origin");
        result.ExitCode.ShouldBe(1);
        (result.Output + result.Error).ShouldContain(new string('1', 40));
    }

    [Fact]
    public void Input_that_is_no_push_is_told()
    {
        using TemporaryProject project = Leaky();
        new Djc(project) { Input = "main\n" }.Run("scan", "--pushed", "origin").ExitCode.ShouldBe(1);
    }

    [Fact]
    public void What_is_named_is_read_though_it_is_a_link_or_ignored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        using TemporaryProject project = Leaky().Write(".gitignore", "build/\n").Write("build/a.env", $"DJ_PASS={Password}\n");
        Directory.CreateDirectory(Path.Combine(project.Root, ".git", "objects"));
        Directory.CreateDirectory(Path.Combine(project.Root, ".git", "refs"));
        File.WriteAllText(Path.Combine(project.Root, ".git", "HEAD"), "ref: refs/heads/main\n");
        File.CreateSymbolicLink(Path.Combine(project.Root, "link.env"), "build/a.env");
        new Djc(project).Run("scan", "build").Output.ShouldStartWith("build/a.env:1:9: ");
        new Djc(project).Run("scan", "link.env").Output.ShouldStartWith("link.env:1:9: ");
        new Djc(project).Run("scan").Output.ShouldStartWith("load.py:2:35: ");
    }

    private static TemporaryProject Leaky() => new TemporaryProject().Write("load.py", $"import datajoint as dj\ndj.config[\"database.password\"] = \"{Password}\"\n");
}
