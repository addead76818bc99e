using System.Diagnostics;

namespace DataJoint.Cli.Tests;

public sealed class FixTests : IDisposable
{
    private readonly CheckProject _project = new CheckProject().WithServer();

    public FixTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are a matter of POSIX");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Files_that_no_load_reads_are_looked_at_and_fixed_too()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _project.With(".secrets/datajoint.prod.json", "{}").Mode(".secrets/datajoint.prod.json", "0644")
            .With(".secrets/database.password.bak", "CANARY-copy").Mode(".secrets/database.password.bak", "0640");

        CheckDocument found = _project.Check("--offline");
        found.Status("permissions").ShouldBe("fail");
        found.Message("permissions").ShouldContain(".secrets/datajoint.prod.json is open to others");
        found.Message("permissions").ShouldContain(".secrets/database.password.bak is open to others");

        _project.Check("--offline", "--fix").Status("permissions").ShouldBe("pass");
        _project.ModeOf(".secrets/datajoint.prod.json").ShouldBe("0600");
    }

    [Fact]
    public void Open_secrets_fail_and_fix_mends_them_and_says_what_it_changed()
    {
        _project.Mode(".secrets", "0755").Mode(".secrets/database.password", "0664");

        CheckDocument before = _project.Check("--offline");
        before.Exit.ShouldBe(1);
        before.Status("permissions").ShouldBe("fail");
        before.Hint("permissions").ShouldBe("Run: djc check --fix");
        before.Diagnostics("DJ2001", "severity").ShouldBe(["error"]);

        CheckDocument repaired = _project.Check("--offline", "--fix");
        repaired.Exit.ShouldBe(0);
        repaired.Message("permissions").ShouldContain(".secrets 0755 -> 0700");
        repaired.Message("permissions").ShouldContain(".secrets/database.password 0664 -> 0600");
        _project.ModeOf(".secrets").ShouldBe("0700");
        _project.ModeOf(".secrets/database.password").ShouldBe("0600");
    }

    [Fact]
    public void The_owners_own_bits_stay()
    {
        _project.Mode(".secrets/database.password", "0444").Run("--offline", "--fix").Exit.ShouldBe(0);

        _project.ModeOf(".secrets/database.password").ShouldBe("0400");
    }

    [Fact]
    public void A_file_that_is_not_read_is_left_alone()
    {
        _project.With(".secrets/notes.md", "x").Mode(".secrets/notes.md", "0644").Run("--offline", "--fix").Exit.ShouldBe(0);

        _project.ModeOf(".secrets/notes.md").ShouldBe("0644");
    }

    [Fact]
    public void Strict_mode_does_not_keep_fix_from_mending()
    {
        _project.Mode(".secrets", "0750");

        _project.Run("--offline", "--strict").Exit.ShouldBe(3);
        _project.Run("--offline", "--strict", "--fix").Exit.ShouldBe(0);
        _project.ModeOf(".secrets").ShouldBe("0700");
    }

    [Fact]
    public void What_was_mended_is_told_even_when_the_load_fails()
    {
        _project.Mode(".secrets", "0750").With("datajoint.json", """{ "database.port": 0 }""");

        CheckRun run = _project.Run("--offline", "--fix");

        run.Exit.ShouldBe(3);
        run.Error.ShouldContain("fixed: .secrets 0750 -> 0700");
    }

    [Fact]
    public void A_link_out_of_the_directory_is_followed_to_ones_own_file()
    {
        _project.With("elsewhere/key", "x").Mode("elsewhere/key", "0644");
        File.CreateSymbolicLink(_project.PathOf(".secrets/stores.main.secret_key"), _project.PathOf("elsewhere/key"));

        _project.Check("--offline", "--fix").Message("permissions").ShouldContain(".secrets/stores.main.secret_key 0644 -> 0600");
        _project.ModeOf("elsewhere/key").ShouldBe("0600");
    }

    [Fact]
    public void A_link_out_of_the_project_is_left_alone_and_that_is_told()
    {
        using CheckProject other = new CheckProject().With("key", "x").Mode("key", "0644");
        File.CreateSymbolicLink(_project.PathOf(".secrets/stores.main.secret_key"), other.PathOf("key"));

        CheckDocument document = _project.Check("--offline", "--fix");

        document.Exit.ShouldBe(1);
        document.Message("permissions").ShouldContain("leads out of the project");
        other.ModeOf("key").ShouldBe("0644");
    }

    [Fact]
    public void A_secrets_directory_outside_the_project_is_left_alone_and_that_is_told()
    {
        using CheckProject other = new CheckProject().With("kept/database.user", "x").Mode("kept", "0755").Mode("kept/database.user", "0644");
        Directory.Delete(_project.PathOf(".secrets"), recursive: true);
        Directory.CreateSymbolicLink(_project.PathOf(".secrets"), other.PathOf("kept"));

        _project.Check("--offline", "--fix").Message("permissions").ShouldContain("leads out of the project");
        other.ModeOf("kept").ShouldBe("0755");
        other.ModeOf("kept/database.user").ShouldBe("0644");
    }

    [Fact]
    public void A_link_to_another_users_file_is_left_alone_and_that_is_told()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a file away");
        _project.With("elsewhere/key", "x").Mode("elsewhere/key", "0644");
        using (var chown = Process.Start("chown", ["12345", _project.PathOf("elsewhere/key")]))
        {
            chown.WaitForExit();
        }

        File.CreateSymbolicLink(_project.PathOf(".secrets/stores.main.secret_key"), _project.PathOf("elsewhere/key"));

        CheckDocument document = _project.Check("--offline", "--fix");

        document.Exit.ShouldBe(1);
        document.Message("permissions").ShouldContain("belongs to another user and was left as it is");
        _project.ModeOf("elsewhere/key").ShouldBe("0644");
    }

    [Fact]
    public void The_ignore_rule_is_added_once_and_keeps_the_file_as_it_is()
    {
        _project.WithRepository().With(".gitignore", "build/");

        _project.Check("--offline", "--fix").Message("git-ignore").ShouldStartWith("fixed: added .secrets/ to .gitignore");
        _project.Check("--offline", "--fix").Message("git-ignore").ShouldBe(".secrets/ is ignored");
        File.ReadAllText(_project.PathOf(".gitignore")).ShouldBe("build/\n.secrets/\n");
    }

    [Fact]
    public void A_rule_that_takes_the_ignoring_back_is_told_not_hidden()
    {
        _project.WithRepository().With(".gitignore", ".secrets/*\n!.secrets/database.user\n");

        CheckDocument document = _project.Check("--offline", "--fix");

        document.Exit.ShouldBe(1);
        document.Status("git-ignore").ShouldBe("fail");
    }

    [Fact]
    public void A_later_line_for_the_whole_directory_is_overruled()
    {
        _project.WithRepository().With(".gitignore", ".secrets/\n!.secrets/\n");

        _project.Check("--offline", "--fix").Exit.ShouldBe(0);
        File.ReadAllText(_project.PathOf(".gitignore")).ShouldBe(".secrets/\n!.secrets/\n.secrets/\n");
    }

    [Fact]
    public void Nothing_to_mend_changes_nothing()
    {
        _project.WithRepository().With(".gitignore", ".secrets/\n");
        DateTime before = File.GetLastWriteTimeUtc(_project.PathOf(".gitignore"));

        _project.Check("--offline", "--fix").Message("permissions").ShouldBe("only the owner can read .secrets/");
        File.GetLastWriteTimeUtc(_project.PathOf(".gitignore")).ShouldBe(before);
    }
}
