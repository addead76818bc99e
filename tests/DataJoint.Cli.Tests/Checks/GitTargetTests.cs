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
