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
    public void A_repository_in_place_of_the_secrets_directory_is_looked_into()
    {
        _project.WithRepository();
        _project.GitSays("init", "--quiet", ".secrets");
        CheckDocument empty = _project.Check("--offline");
        empty.Status("git-ignore").ShouldBe("skip");
        empty.Status("git-tracked").ShouldBe("pass");

        _project.GitSays("-C", ".secrets", "add", "--force", "database.password");
        CheckDocument tracked = _project.Check("--offline");
        tracked.Exit.ShouldBe(1);
        tracked.Message("git-tracked").ShouldContain(".secrets is a repository of its own that tracks .secrets/database.password");
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("file")]
    [InlineData("link to nothing")]
    [InlineData("half a repository")]
    public void An_entry_named_dot_git_makes_no_repository_of_the_secrets_directory(string kind)
    {
        _project.WithRepository();
        string entry = _project.PathOf(".secrets/.git");
        if (kind is "directory" or "half a repository")
        {
            Directory.CreateDirectory(entry);
        }

        _ = kind switch
        {
            "file" => _project.With(".secrets/.git", ""),
            "link to nothing" => _project.With(".secrets/.git", "gitdir: /nowhere/at-all\n"),
            "half a repository" => _project.With(".secrets/.git/HEAD", "ref: refs/heads/main\n"),
            _ => _project,
        };
        CheckDocument open = _project.Check("--offline");
        open.Exit.ShouldBe(1);
        open.Status("git-ignore").ShouldBe("fail");

        _project.Commit(".secrets/database.password");
        CheckDocument committed = _project.Check("--offline");
        committed.Status("git-tracked").ShouldBe("fail");
        committed.Message("git-tracked").ShouldContain(".secrets/database.password is tracked by git and committed");
    }

    [Fact]
    public void A_repository_in_the_secrets_directory_does_not_hide_what_the_projects_tracks()
    {
        _project.WithRepository().Commit(".secrets/database.password");
        _project.GitSays("init", "--quiet", ".secrets");

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(1);
        document.Message("git-tracked").ShouldContain(".secrets/database.password is tracked by git and committed");
        string? remedy = document.Hint("git-tracked");

        _project.GitSays("-C", ".secrets", "add", "--force", "database.password");
        CheckDocument both = _project.Check("--offline");
        both.Message("git-tracked").ShouldContain("; .secrets is a repository of its own that tracks");
        both.Hint("git-tracked").ShouldBe(remedy, "a command is pasted as it stands");
    }

    [Fact]
    public void The_history_of_a_repository_in_the_secrets_directory_counts()
    {
        _project.WithRepository();
        string[] identity = ["-C", ".secrets", "-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgSign=false"];
        _project.GitSays("init", "--quiet", ".secrets");
        _project.GitSays("-C", ".secrets", "add", "--force", "database.password");
        _project.GitSays([.. identity, "commit", "--quiet", "-m", "Add"]);
        _project.GitSays("-C", ".secrets", "rm", "--cached", "--quiet", "database.password");
        CheckDocument committed = _project.Check("--offline");
        committed.Message("git-tracked").ShouldContain("a repository of its own that tracks .secrets/database.password");

        _project.GitSays([.. identity, "commit", "--quiet", "-m", "Remove"]);
        CheckDocument past = _project.Check("--offline");
        past.Exit.ShouldBe(1);
        past.Message("git-tracked").ShouldContain(".secrets/database.password is in the history of the repository in .secrets/, and what is in it is still used");
        past.Diagnostics("DJ6002", "origin").ShouldBe([".secrets/database.password"]);
    }

    [Fact]
    public void A_submodule_that_is_not_checked_out_takes_no_file()
    {
        _project.WithRepository().Commit("datajoint.json");
        _project.Git("update-index", "--add", "--cacheinfo", $"160000,{_project.GitSays("rev-parse", "HEAD")},.secrets");

        CheckDocument document = _project.Check("--offline");

        document.Status("git-ignore").ShouldBe("skip");
        document.Status("git-tracked").ShouldBe("pass");
    }

    [Fact]
    public void An_empty_dot_git_does_not_hide_the_repository_above()
    {
        using CheckProject repository = new CheckProject().WithRepository();
        repository.With("lab/datajoint.json", "{}").With("lab/.secrets/database.user", "u").Mode("lab/.secrets", "0700").Mode("lab/.secrets/database.user", "0600");
        Directory.CreateDirectory(repository.PathOf("lab/.git"));

        CheckDocument document = repository.Commit("lab/.secrets/database.user").Check("--offline", "--project", "lab");

        document.Status("git-ignore").ShouldBe("fail");
        document.Message("git-tracked").ShouldContain(".secrets/database.user");
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
    [InlineData("""{ "database.pasword": "CANARY-x" }""", "database.pasword", "djc secrets set database.password && djc config unset database.pasword")]
    [InlineData("""{ "db": { "password": "CANARY-x" } }""", "db.password", "djc secrets set database.password && djc config unset db.password")]
    [InlineData("""{ "api_key": "CANARY-x" }""", "api_key", "djc secrets set custom.api_key && djc config unset api_key")]
    public void A_key_that_is_nearly_a_credentials_counts_like_one(string json, string key, string remedy)
    {
        _project.With(".gitignore", ".secrets/\n").With("datajoint.json", json).WithRepository();

        CheckDocument document = _project.Commit("datajoint.json").Check("--offline");

        document.Exit.ShouldBe(1);
        document.Message("git-credentials").ShouldContain(key + " is a credential in datajoint.json");
        document.Hint("git-credentials").ShouldBe("Run: " + remedy);
        document.Diagnostics("DJ6003").Count.ShouldBe(1);
        document.Diagnostics("DJ2003").ShouldBeEmpty("one mistake is reported once");
        document.Text.ShouldNotContain("CANARY-");
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

    [Theory]
    [InlineData(".secrets/datajoint.json", """{ "database.password": "CANARY-json" }""")]
    [InlineData(".secrets/database.password", "CANARY-password")]
    public void A_secret_that_only_the_history_has_fails_while_it_is_used(string file, string content)
    {
        _project.With(file, content);
        if (file.EndsWith(".json"))
        {
            File.Delete(_project.PathOf(".secrets/database.password"));
        }

        _project.WithRepository().With(".gitignore", ".secrets/\n").Commit(file, ".gitignore").Git("rm", "--cached", "--quiet", file).Commit(".gitignore", "datajoint.json");

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(1);
        document.Status("git-tracked").ShouldBe("fail");
        document.Message("git-tracked").ShouldContain($"{file} is in the history of git, and what is in it is still used");
        document.Hint("git-tracked").ShouldNotBeNull().ShouldContain("Change the credentials");
        document.Diagnostics("DJ6002", "origin").ShouldBe([file]);
        document.Text.ShouldNotContain("CANARY");
    }

    [Fact]
    public void A_secret_of_the_history_that_is_not_used_any_more_warns()
    {
        _project.WithRepository().With(".gitignore", ".secrets/\n").Commit(".secrets/database.password", ".gitignore")
            .Git("rm", "--cached", "--quiet", ".secrets/database.password").Commit("datajoint.json");
        _project.With(".secrets/database.password", "CANARY-new");

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(0);
        document.Status("git-tracked").ShouldBe("warn");
        document.Message("git-tracked").ShouldContain(".secrets/database.password is in the history of git");
    }

    [Theory]
    [InlineData("branch")]
    [InlineData("tag")]
    public void Other_branches_and_tags_count_too(string kind)
    {
        _project.WithRepository().With(".gitignore", ".secrets/\n").Commit(".gitignore", "datajoint.json");
        string main = _project.GitSays("symbolic-ref", "--short", "HEAD");
        _project.Git("checkout", "--quiet", "-b", "side").Commit(".secrets/database.password").Git("tag", "old");
        _project.Git("rm", "--cached", "--quiet", ".secrets/database.password").Git("stash", "--quiet").Git("checkout", "--quiet", main);
        _project.Git("stash", "drop", "--quiet");
        _project.Git(kind == "tag" ? ["branch", "--quiet", "-D", "side"] : ["tag", "-d", "old"]);
        _project.With(".secrets/database.password", "CANARY-password");

        _project.Check("--offline").Message("git-tracked").ShouldContain(".secrets/database.password is in the history of git");
    }

    [Fact]
    public void A_credential_that_an_earlier_commit_has_fails_while_it_is_used()
    {
        _project.With(".gitignore", ".secrets/\n").With("datajoint.json", """{ "database.host": "h", "database.password": "CANARY-password" }""");
        _project.WithRepository().Commit("datajoint.json").With("datajoint.json", """{ "database.host": "h" }""").Commit("datajoint.json");

        CheckDocument used = _project.Check("--offline");
        used.Exit.ShouldBe(1);
        used.Message("git-credentials").ShouldContain("database.password is a credential in datajoint.json, as an earlier commit has it");
        used.Text.ShouldNotContain("CANARY");

        _project.With(".secrets/database.password", "CANARY-changed");
        CheckDocument changed = _project.Check("--offline");
        changed.Exit.ShouldBe(0);
        changed.Status("git-credentials").ShouldBe("warn");
    }

    [Theory]
    [InlineData("dj_local_conf.json", true)]
    [InlineData("dj_local_conf.json", false)]
    [InlineData(".datajoint_config.json", true)]
    [InlineData(".datajoint_config.json", false)]
    [InlineData("notebooks/old/dj_local_conf.json", true)]
    public void A_credential_in_a_tracked_file_of_DataJoint_0_fails(string file, bool hasProject)
    {
        _project.With(".gitignore", ".secrets/\n").With(file, """
            { "database.host": "h", "database.user": "u", "database.password": "CANARY-old", "stores": { "main": { "secret_key": "CANARY-key" } } }
            """);
        if (!hasProject)
        {
            File.Delete(_project.PathOf("datajoint.json"));
            Directory.Delete(_project.PathOf(".secrets"), recursive: true);
        }

        CheckDocument document = _project.WithRepository().Commit(file).Check("--offline");

        document.Exit.ShouldBe(1);
        document.Status("git-credentials").ShouldBe("fail");
        document.Message("git-credentials").ShouldContain($"database.password is a credential in {file}:1:68");
        document.Message("git-credentials").ShouldContain("stores.main.secret_key");
        document.Message("git-credentials").ShouldNotContain("database.user");
        document.Diagnostics("DJ6003").Count.ShouldBe(2);
        document.Text.ShouldNotContain("CANARY");
    }

    [Fact]
    public void A_dot_git_that_is_no_repository_is_no_failure()
    {
        Directory.CreateDirectory(_project.PathOf(".git"));

        CheckDocument document = _project.Check("--offline");

        document.Exit.ShouldBe(0);
        document.Message("git-ignore").ShouldContain("not a git repository");
    }
}
