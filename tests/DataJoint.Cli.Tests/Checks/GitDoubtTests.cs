using System.Text;

namespace DataJoint.Cli.Tests;

public sealed class GitDoubtTests : IDisposable
{
    private readonly CheckProject _project = new CheckProject().WithServer().With(".gitignore", ".secrets/\n");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("{\"database.password\":\"CANARY-x\", # mine\n\"database.host\":\"h\"}")]
    [InlineData("{\"database.password\":\"CANARY-x\"")]
    [InlineData("{\"database.password\":\"CANARY-x\"} and more")]
    [InlineData("{\"stores\":{\"raw\":{\"secret_key\":\"CANARY-x\"}}\n<<<<<<< HEAD\n")]
    public void A_credential_in_an_old_file_that_is_not_quite_JSON_fails(string text)
    {
        CheckDocument document = _project.With("dj_local_conf.json", text).WithRepository().Commit("dj_local_conf.json").Check("--offline");

        document.Status("git-credentials").ShouldBe("fail");
        document.Message("git-credentials").ShouldContain("is a credential in dj_local_conf.json:1:");
        document.Text.ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("latin1")]
    public void A_credential_in_another_encoding_fails(string encoding)
    {
        File.WriteAllText(_project.PathOf(".datajoint_config.json"), """{"database.user":"Jörg","database.password":"CANARY-x"}""", Encoding.GetEncoding(encoding));

        CheckDocument document = _project.WithRepository().Commit(".datajoint_config.json").Check("--offline");

        document.Status("git-credentials").ShouldBe("fail");
        document.Message("git-credentials").ShouldContain("database.password is a credential in .datajoint_config.json");
        document.Text.ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("dj_local_conf.json", "{'database.password':'CANARY-x'}")]
    [InlineData("dj_local_conf.json", "<<<<<<< HEAD\n{\"database.password\":\"CANARY-x\"}\n=======\n")]
    [InlineData("datajoint.lab.json", "{'database.password':'CANARY-x'}")]
    public void What_cannot_be_read_gets_no_all_clear(string file, string text)
    {
        CheckDocument document = _project.With(file, text).WithRepository().Commit(file).Check("--offline");

        document.Status("git-credentials").ShouldBe("warn");
        document.Message("git-credentials").ShouldStartWith($"{file} which git tracks could not be read as JSON, so nobody knows");
        document.Text.ShouldNotContain("CANARY");

        _project.Git("rm", "--cached", "--quiet", file).Git("-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "--quiet", "-m", "Remove");
        CheckDocument removed = _project.Check("--offline");
        removed.Status("git-credentials").ShouldBe("skip");
        removed.Message("git-credentials").ShouldContain("as an earlier commit has it could not be read as JSON");
    }

    [Theory]
    [InlineData("dj_local_conf.json.bak")]
    [InlineData("datajoint_config.json")]
    public void A_copy_of_an_old_file_is_looked_at(string file)
    {
        CheckDocument document = _project.With(file, """{"database.password":"CANARY-x"}""").WithRepository().Commit(file).Check("--offline");

        document.Status("git-credentials").ShouldBe("fail");
        document.Hint("git-credentials").ShouldBe($"Run: djc migrate {file}, then: git rm --cached {file}");
    }

    [Fact]
    public void A_file_counts_beside_one_whose_name_begins_with_its_own()
    {
        const string Text = """{"database.password":"CANARY-password"}""";
        string[] files = ["a/dj_local_conf.json.bak", "dj_local_conf.json", "dj_local_conf.json.bak"];
        Array.ForEach(files, file => _project.With(file, Text));
        _project.WithRepository().Commit(files);

        _project.Check("--offline").Diagnostics("DJ6003", "origin").ShouldBe(files.Select(file => file + ":1:22"), ignoreOrder: true);

        _project.Git("rm", "--cached", "--quiet", "-r", ".").Git("-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "--quiet", "-m", "Remove");
        _project.Check("--offline").Diagnostics("DJ6003").Count.ShouldBe(files.Length, "whatever the order");
    }

    [Fact]
    public void A_file_that_git_no_longer_tracks_is_not_said_to_be_tracked()
    {
        _project.With("dj_local_conf.json", """{"database.password":"CANARY-x"}""").WithRepository().Commit("dj_local_conf.json")
            .Git("rm", "--cached", "--quiet", "dj_local_conf.json").Git("-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "--quiet", "-m", "Remove");

        string message = _project.Check("--offline").Message("git-credentials");

        message.ShouldContain("dj_local_conf.json, as an earlier commit has it; change it");
        message.ShouldNotContain("which git tracks");
    }

    [Theory]
    [InlineData("notebooks/x/dj_local_conf.json")]
    [InlineData("a/.datajoint_config.json.bak")]
    public void An_old_file_that_an_earlier_commit_has_in_a_folder_counts(string file)
    {
        _project.With(file, """{"database.password":"CANARY-password"}""").WithRepository().Commit(file, "datajoint.json")
            .Git("rm", "--cached", "--quiet", file).Git("-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "--quiet", "-m", "Remove");

        CheckDocument used = _project.Check("--offline");
        used.Status("git-credentials").ShouldBe("fail");
        used.Message("git-credentials").ShouldContain($"database.password is a credential in {file}, as an earlier commit has it");
        used.Text.ShouldNotContain("CANARY");

        _project.With(".secrets/database.password", "CANARY-changed");
        _project.Check("--offline").Status("git-credentials").ShouldBe("warn");
    }

    [Fact]
    public void A_shallow_clone_says_that_earlier_commits_were_not_looked_at()
    {
        _project.WithRepository().Commit(".gitignore").Commit("datajoint.json");
        using CheckProject clone = new();
        clone.GitSays("clone", "--quiet", "--depth", "1", "file://" + _project.Root, ".");

        CheckDocument document = clone.With(".secrets/database.user", "someone").Check("--offline");

        foreach (string check in (string[])["git-tracked", "git-credentials"])
        {
            document.Status(check).ShouldBe("skip");
            document.Message(check).ShouldContain("in the commits that were fetched; the clone is shallow");
            document.Hint(check).ShouldBe("Run: git fetch --unshallow");
        }

        clone.Git("fetch", "--quiet", "--unshallow");
        CheckDocument whole = clone.Check("--offline");
        whole.Status("git-tracked").ShouldBe("pass");
        whole.Status("git-credentials").ShouldBe("pass");
    }

    [Fact]
    public void A_partial_clone_says_what_was_not_fetched()
    {
        _project.WithRepository().Commit("datajoint.json").With("datajoint.json", """{ "database.host": "other" }""").Commit("datajoint.json");
        _project.Git("config", "uploadpack.allowFilter", "true");
        using CheckProject clone = new();
        clone.GitSays("clone", "--quiet", "--filter=blob:none", "file://" + _project.Root, ".");

        CheckDocument document = clone.Check("--offline");

        document.Status("git-credentials").ShouldBe("warn");
        document.Message("git-credentials").ShouldStartWith("the clone is partial: files of earlier commits have not been fetched");
        document.Hint("git-credentials").ShouldBe("Run: git fetch --refetch --no-filter");

        clone.Git("fetch", "--quiet", "--refetch", "--no-filter");
        clone.Check("--offline").Status("git-credentials").ShouldBe("pass");
    }

    [Fact]
    public void The_remedy_for_a_repository_that_is_no_submodule_works()
    {
        _project.WithRepository().GitSays("init", "--quiet", ".secrets");
        _project.GitSays("-C", ".secrets", "add", "--force", "database.password");
        CheckDocument document = _project.Check("--offline");
        document.Hint("git-tracked").ShouldNotBeNull().ShouldContain("mv .secrets/.git ../secrets-history.git");
        document.Hint("git-tracked").ShouldNotBeNull().ShouldNotContain("submodule");

        Directory.Delete(_project.PathOf(".secrets/.git"), recursive: true);
        CheckDocument after = _project.Check("--offline");
        after.Status("git-tracked").ShouldBe("pass");
        after.Status("git-ignore").ShouldBe("pass");
    }

    [Fact]
    public void Files_in_folders_of_the_secrets_directory_are_looked_at()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes");
        _project.With(".secrets/sub/key.json", "{}").Mode(".secrets/sub/key.json", "0644");

        CheckDocument document = _project.Check("--offline");
        document.Status("permissions").ShouldBe("fail");
        document.Message("permissions").ShouldContain(".secrets/sub/key.json");

        _project.Check("--offline", "--fix").Status("permissions").ShouldBe("pass");
        _project.ModeOf(".secrets/sub/key.json").ShouldBe("0600");
    }
}
