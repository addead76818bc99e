namespace DataJoint.Cli.Tests;

public sealed class GitTargetTests : IDisposable
{
    private readonly CheckProject _project = new CheckProject().With("datajoint.json", """{ "database.host": "127.0.0.1:1" }""").With(".gitignore", ".secrets\n");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_tracked_directory_to_which_the_secrets_directory_links_fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links");
        _project.With("creds/database.password", "CANARY-x").WithRepository().Commit("creds/database.password");
        Directory.CreateSymbolicLink(_project.PathOf(".secrets"), "creds");

        Fails(_project.Check("--offline"), "creds/database.password", ".secrets/database.password");
    }

    [Fact]
    public void A_tracked_file_to_which_a_secret_links_fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links");
        _project.With("pw.txt", "CANARY-x").With(".secrets/database.user", "u").WithRepository().Commit("pw.txt");
        File.CreateSymbolicLink(_project.PathOf(".secrets/database.password"), "../pw.txt");

        Fails(_project.Check("--offline"), "pw.txt", ".secrets/database.password");
    }

    [Fact]
    public void A_tracked_file_that_a_variable_names_fails()
    {
        _project.With("pw.txt", "CANARY-x").WithVariable("DJ_PASS_FILE", "pw.txt").WithRepository().Commit("pw.txt");

        Fails(_project.Check("--offline"), "pw.txt", "DJ_PASS_FILE");
    }

    [Fact]
    public void A_tracked_file_of_the_mounted_directory_fails()
    {
        _project.With("sd/database.password", "CANARY-x").WithVariable("DJ_SECRETS_DIR", "./sd").WithRepository().Commit("sd/database.password");

        Fails(_project.Check("--offline"), "sd/database.password", "DJ_SECRETS_DIR/database.password");
    }

    [Fact]
    public void What_git_does_not_track_passes()
    {
        _project.With("sd/database.password", "CANARY-x").WithVariable("DJ_SECRETS_DIR", "./sd").WithRepository();

        _project.Check("--offline").Status("git-tracked").ShouldBe("pass");
    }

    [Theory]
    [InlineData(".secrets", "creds", "creds/database.password")]
    [InlineData(".secrets", "./creds/", "creds/database.password")]
    [InlineData(".secrets/database.password", "../creds/pw.txt", "creds/pw.txt")]
    public void What_a_link_of_an_earlier_commit_led_to_fails_while_it_is_used(string link, string target, string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links");
        CommitLink(link, target, path);
        _project.With(".secrets/database.password", "CANARY-x");

        CheckDocument document = _project.Check("--offline");
        document.Exit.ShouldBe(1);
        document.Status("git-tracked").ShouldBe("fail");
        document.Message("git-tracked").ShouldContain($"{path}, to which {link} leads or led, is in the history of git, and what is in it is still used");
        document.Diagnostics("DJ6002", "origin").ShouldContain(path);
        document.Text.ShouldNotContain("CANARY");

        _project.With(".secrets/database.password", "CANARY-new");
        _project.Check("--offline").Status("git-tracked").ShouldBe("warn");
    }

    [Fact]
    public void What_a_link_of_today_leads_to_fails_when_only_the_history_has_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links");
        _project.With("creds/database.password", "CANARY-x").WithRepository().Commit("creds/database.password").Git("rm", "--cached", "--quiet", "creds/database.password");
        _project.With(".gitignore", ".secrets\ncreds/\n").Commit(".gitignore");
        Directory.CreateSymbolicLink(_project.PathOf(".secrets"), "creds");

        CheckDocument document = _project.Check("--offline");
        document.Exit.ShouldBe(1);
        document.Message("git-tracked").ShouldContain("creds/database.password, to which .secrets/database.password leads or led, is in the history of git");
    }

    [Fact]
    public void Other_files_below_a_folder_that_a_link_led_to_are_not_secrets()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links");
        CommitLink(".secrets", "creds", "creds/analysis.py");

        _project.Check("--offline").Status("git-tracked").ShouldBe("pass");
    }

    [Fact]
    public void A_credential_in_the_target_of_a_project_file_of_an_earlier_commit_is_found()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links");
        File.Delete(_project.PathOf("datajoint.json"));
        CommitLink("datajoint.json", "conf/lab.json", "conf/lab.json", """{ "database.password": "CANARY-x" }""");
        _project.With("datajoint.json", """{ "database.host": "127.0.0.1:1" }""").With(".secrets/database.password", "CANARY-x").Commit("datajoint.json");

        CheckDocument document = _project.Check("--offline");
        document.Status("git-credentials").ShouldBe("fail");
        document.Message("git-credentials").ShouldContain("database.password is a credential in datajoint.json, as an earlier commit has it in conf/lab.json, to which it led");
        document.Hint("git-credentials").ShouldNotBeNull().ShouldContain("djc incident");
        document.Text.ShouldNotContain("CANARY");
    }

    /// <summary>One commit has a link and what it leads to, the next has neither.</summary>
    private void CommitLink(string link, string target, string path, string content = "CANARY-x")
    {
        _project.With(path, content).With(".gitignore", "").WithRepository();
        Directory.CreateDirectory(Path.GetDirectoryName(_project.PathOf(link))!);
        File.CreateSymbolicLink(_project.PathOf(link), target);
        _project.Commit(".gitignore", path, link);
        _project.Git("rm", "-r", "--quiet", path, link).With(".gitignore", ".secrets/\n").Commit(".gitignore");
    }

    private static void Fails(CheckDocument document, string path, string leading)
    {
        document.Exit.ShouldBe(1);
        document.Status("git-tracked").ShouldBe("fail");
        document.Message("git-tracked").ShouldStartWith($"{path}, to which {leading} leads, is tracked by git");
        document.Hint("git-tracked").ShouldBe($"Run: git rm --cached {path}");
        document.Diagnostics("DJ6002", "origin").ShouldBe([path]);
        document.Text.ShouldNotContain("CANARY");
    }
}
