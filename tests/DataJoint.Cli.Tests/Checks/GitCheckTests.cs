namespace DataJoint.Cli.Tests;

public sealed class GitCheckTests : IDisposable
{
    private readonly CheckProject _project = new CheckProject().WithServer();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Outside_a_repository_the_git_checks_are_skipped()
    {
        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(0);
        foreach (string id in (string[])["git-ignore", "git-tracked", "git-credentials"])
        {
            document.Status(id).ShouldBe("skip");
            document.Message(id).ShouldContain("repository");
        }
    }

    [Fact]
    public void Secrets_that_no_rule_ignores_fail()
    {
        CheckDocument document = _project.WithRepository().Check("--offline");

        document.Exit.ShouldBe(1);
        document.Status("git-ignore").ShouldBe("fail");
        document.Message("git-ignore").ShouldContain(".secrets/database.password");
        document.Hint("git-ignore").ShouldNotBeNull().ShouldContain("djc check --fix");
        document.Diagnostics("DJ6001").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(".gitignore", ".secrets/\n")]
    [InlineData(".gitignore", "/.sec*\n")]
    [InlineData(".secrets/.gitignore", "*\n")]
    [InlineData(".git/info/exclude", ".secrets\n")]
    public void Any_rule_will_do(string file, string rule) =>
        _project.WithRepository().With(file, rule).Check("--offline").Status("git-ignore").ShouldBe("pass");

    [Fact]
    public void A_rule_that_spares_one_file_is_not_enough()
    {
        CheckDocument document = _project.WithRepository().With(".gitignore", ".secrets/*\n!.secrets/database.user\n").Check("--offline");

        document.Status("git-ignore").ShouldBe("fail");
        document.Message("git-ignore").ShouldContain("database.user");
        document.Message("git-ignore").ShouldNotContain("database.password");
    }

    [Fact]
    public void A_committed_secret_fails_although_it_is_ignored()
    {
        CheckDocument document = _project.WithRepository().With(".gitignore", ".secrets/\n").Commit(".secrets/database.password").Check("--offline");

        document.Status("git-ignore").ShouldBe("pass");
        document.Status("git-tracked").ShouldBe("fail");
        document.Message("git-tracked").ShouldContain(".secrets/database.password is tracked by git and committed");
        document.Hint("git-tracked").ShouldNotBeNull().ShouldContain("git rm -r --cached .secrets");
        document.Diagnostics("DJ6002", "origin").ShouldBe([".secrets/database.password"]);
    }

    [Fact]
    public void A_staged_secret_fails_before_it_is_committed()
    {
        _project.WithRepository().With(".gitignore", ".secrets/\n").Git("add", "--force", ".secrets/database.user");

        _project.Check("--offline").Message("git-tracked").ShouldContain("staged");
    }

    [Fact]
    public void A_secret_that_is_only_in_the_last_commit_still_fails()
    {
        _project.WithRepository().With(".gitignore", ".secrets/\n").Commit(".secrets/database.user").Git("rm", "--cached", "--quiet", ".secrets/database.user");

        _project.Check("--offline").Message("git-tracked").ShouldContain("committed");
    }

    [Fact]
    public void Documentation_in_the_secrets_directory_may_be_committed()
    {
        _project.With(".secrets/README.md", "Ask the lab manager.").With(".secrets/.gitignore", "*\n!.gitignore\n!README.md\n");

        CheckDocument document = _project.WithRepository().Commit(".secrets/README.md", ".secrets/.gitignore").Check("--offline");

        document.Status("git-tracked").ShouldBe("pass");
        document.Status("git-ignore").ShouldBe("pass");
    }

    [Fact]
    public void A_credential_in_a_tracked_file_fails_and_in_another_it_warns()
    {
        _project.With(".gitignore", ".secrets/\n").With("datajoint.json", """{ "database.host": "h", "database.password": "CANARY-project" }""").WithRepository();

        CheckDocument untracked = _project.Check("--offline");
        untracked.Exit.ShouldBe(0);
        untracked.Status("git-credentials").ShouldBe("pass");
        untracked.Status("load").ShouldBe("warn");

        CheckDocument tracked = _project.Commit("datajoint.json").Check("--offline");
        tracked.Exit.ShouldBe(1);
        tracked.Status("git-credentials").ShouldBe("fail");
        tracked.Message("git-credentials").ShouldContain("database.password is a credential in datajoint.json");
        tracked.Diagnostics("DJ6003", "origin").ShouldBe(["datajoint.json:1:46"]);
        tracked.Text.ShouldNotContain("CANARY-");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_credential_that_git_has_and_the_working_copy_no_longer_has_fails(bool deleted)
    {
        _project.With(".gitignore", ".secrets/\n").With("datajoint.prod.json", """{ "database.password": "CANARY-old" }""");
        _project.WithRepository().Commit("datajoint.prod.json");
        File.Delete(_project.PathOf("datajoint.prod.json"));
        if (!deleted)
        {
            _project.With("datajoint.prod.json", "{}");
        }

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(1);
        document.Message("git-credentials").ShouldContain("database.password is a credential in datajoint.prod.json, as it is staged");
        document.Text.ShouldNotContain("CANARY-");
    }

    [Fact]
    public void Files_of_environments_that_are_not_chosen_count_too()
    {
        _project.With(".gitignore", ".secrets/\n").With("datajoint.prod.json", """{ "stores.main.secret_key": "CANARY-prod" }""");

        CheckDocument document = _project.WithRepository().Commit("datajoint.prod.json").Check("--offline");

        document.Message("git-credentials").ShouldContain("stores.main.secret_key is a credential in datajoint.prod.json");
        document.Hint("git-credentials").ShouldNotBeNull().ShouldContain("--env prod");
    }

    [Fact]
    public void A_project_below_the_top_of_the_repository_is_looked_at_in_its_own_place()
    {
        using CheckProject repository = new CheckProject().WithRepository();
        repository.With("lab/datajoint.json", "{}").With("lab/.secrets/database.user", "u").Mode("lab/.secrets", "0700").Mode("lab/.secrets/database.user", "0600");

        repository.Check("--offline", "--project", "lab").Status("git-ignore").ShouldBe("fail");
        repository.Commit("lab/.secrets/database.user").Check("--offline", "--project", "lab").Message("git-tracked").ShouldContain(".secrets/database.user");
        repository.Check("--offline", "--project", "lab", "--fix").Message("git-ignore").ShouldContain("added .secrets/ to");
        File.ReadAllText(repository.PathOf(".gitignore")).ShouldBe(".secrets/\n");
    }

    [Fact]
    public void A_dot_git_that_is_no_repository_is_no_failure()
    {
        Directory.CreateDirectory(_project.PathOf(".git"));

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(0);
        document.Message("git-ignore").ShouldContain("no git repository");
    }
}
