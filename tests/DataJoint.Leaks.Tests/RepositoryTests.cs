using System.IO.Compression;
using System.Text;
using DataJoint.Git;
using DataJoint.Git.Tests;

namespace DataJoint.Leaks.Tests;

public sealed class RepositoryTests
{
    private const string Leak = "DJ_PASS=otter-Lamp-47\n";
    private static readonly string[] Everything = ["--all", "--reflog", "--indexed-objects"];

    [Fact]
    public async Task What_is_staged_is_scanned_as_it_is_staged()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init().With("a.env", Leak).With("b.env", Leak);
        repository.Git("add", "a.env").With("a.env", "DJ_PASS=\n");
        (await new LeakScanner().ScanStagedAsync(repository.Open(), TestContext.Current.CancellationToken)).Leaks.ShouldHaveSingleItem().Path.ShouldBe("a.env");
        repository.Commit("a.env");
        (await new LeakScanner().ScanStagedAsync(repository.Open(), TestContext.Current.CancellationToken)).Leaks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.env.gz")]
    [InlineData("c!d.env")]
    public async Task A_leak_has_the_same_fingerprint_in_the_work_tree_and_the_history(string name)
    {
        using TemporaryRepository repository = new TemporaryRepository().Init().With(name, Leak);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using GZipStream packed = new(File.Create(repository.PathOf(name)), CompressionLevel.Fastest);
            packed.Write(Encoding.ASCII.GetBytes(Leak));
        }

        repository.Commit(name);
        LeakReport history = await new LeakScanner().ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken);
        LeakReport tree = new LeakScanner().ScanFiles(repository.Root, [name], cancellationToken: TestContext.Current.CancellationToken);
        history.Leaks.ShouldHaveSingleItem().Path.ShouldBe(name);
        history.Leaks[0].Fingerprint.ShouldBe(tree.Leaks.ShouldHaveSingleItem().Fingerprint);
    }

    [Fact]
    public async Task An_order_of_files_that_is_not_there_changes_nothing()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init().With("a.env", Leak);
        repository.Git("add", "a.env").Git("config", "diff.orderFile", "/nonexistent");
        (await new LeakScanner().ScanStagedAsync(repository.Open(), TestContext.Current.CancellationToken)).Leaks.ShouldHaveSingleItem().Path.ShouldBe("a.env");
        repository.Git("config", "--unset", "diff.orderFile").Commit("a.env").Git("config", "diff.orderFile", "/nonexistent");
        LeakReport history = await new LeakScanner().ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken);
        history.Leaks.ShouldHaveSingleItem().Commit.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_oldest_commit_is_the_oldest_wherever_it_was_written()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        Configure(repository);
        repository.Git("commit", "-q", "--allow-empty", "-m", "Begin").With("a.env", Leak).Git("add", "a.env");
        repository.Git("commit", "-q", "-m", "First", "--date=2026-01-01T00:30:00+02:00").Git("checkout", "-q", "-b", "other", "HEAD~1");
        string first = repository.GitSays("rev-parse", "main");
        repository.With("a.env", "# of the other branch\n" + Leak).Git("add", "a.env").Git("commit", "-q", "-m", "Second", "--date=2025-12-31T23:00:00+00:00");
        LeakReport history = await new LeakScanner().ScanHistoryAsync(repository.Open(), ["--all"], TestContext.Current.CancellationToken);
        history.Leaks.ShouldHaveSingleItem().Commit.ShouldBe(first);
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task The_history_has_branches_tags_notes_stashes_and_reflogs(string format)
    {
        using TemporaryRepository repository = new();
        repository.Git("init", "--quiet", "--initial-branch=main", "--object-format=" + format).With("a", "1\n").Commit("a");
        Configure(repository);
        repository.With("deep/old.env", Leak).Commit("deep/old.env").Git("rm", "-q", "deep/old.env").Git("commit", "-q", "-m", "Remove");
        repository.Git("checkout", "-q", "-b", "side").With("side.env", Leak).Commit("side.env").Git("checkout", "-q", "main");
        repository.Git("tag", "-a", "v1", "-m", "DJ_PASS=otter-Lamp-48").Git("notes", "add", "-m", "DJ_PASS=otter-Lamp-49");
        repository.With("a", "DJ_PASS=otter-Lamp-50\n").Git("stash", "-q");
        repository.With("gone.env", Leak).Commit("gone.env").Git("reset", "-q", "--hard", "HEAD~1");

        LeakReport report = await new LeakScanner().ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken);

        string[] paths = [.. report.Leaks.Select(leak => leak.Path)];
        paths.ShouldContain("deep/old.env");
        paths.ShouldContain("side.env");
        paths.ShouldContain("a");
        paths.ShouldContain("gone.env");
        paths.ShouldContain(path => path.StartsWith("message of tag", StringComparison.Ordinal));
        report.Leaks.Count.ShouldBe(6);
        Leak old = report.Leaks.First(leak => leak.Path == "deep/old.env");
        repository.GitSays("log", "-1", "--format=%s", old.Commit.ShouldNotBeNull()).ShouldBe("Add");
        old.Refs.ShouldContain("refs/heads/main");
        old.AuthorDate.ShouldNotBeNull();
        report.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nothing_reaches_is_scanned_when_asked()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init().With("a", "1\n").Commit("a").With("lost.env", Leak);
        repository.GitSays("hash-object", "-w", "lost.env").Length.ShouldBe(40);
        (await new LeakScanner().ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken)).Leaks.ShouldBeEmpty();
        (await new LeakScanner().ScanHistoryAsync(repository.Open(), null, TestContext.Current.CancellationToken)).Leaks.ShouldHaveSingleItem().Path.ShouldStartWith("object ");
    }

    [Fact]
    public async Task What_is_reached_keeps_its_path_beside_what_is_not()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init().With("a.sh", "export DJ_PASS=otter-Lamp-47\n").With(".secrets/database.password", "otter-Lamp-48");
        repository.Commit("a.sh", ".secrets/database.password");
        LeakReport reached = await new LeakScanner().ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken);
        LeakReport all = await new LeakScanner().ScanHistoryAsync(repository.Open(), null, TestContext.Current.CancellationToken);
        reached.Leaks.Count.ShouldBe(2);
        all.Leaks.Select(leak => leak.Fingerprint).ShouldBe(reached.Leaks.Select(leak => leak.Fingerprint));
    }

    [Fact]
    public async Task A_content_at_two_paths_is_read_as_both()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        repository.With("a.py", "password = otterLamp47x\n").With("z.env", "password = otterLamp47x\n").Commit("a.py", "z.env");
        repository.With("a.txt", "otterLamp48x").With(".secrets/database.password", "otterLamp48x").Commit("a.txt", ".secrets/database.password");
        LeakReport report = await new LeakScanner().ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken);
        report.Leaks.Select(leak => leak.Path).ShouldBe([".secrets/database.password", "z.env"]);
        (await new LeakScanner().ScanHistoryAsync(repository.Open(), ["main"], TestContext.Current.CancellationToken)).Leaks.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("old.pgpass", ".pgpass", "db.lab.example:5432:lab:ana:otter-Lamp-47\n")]
    [InlineData(".secrets/old/database.password", ".secrets/database.password", "otter-Lamp-47")]
    [InlineData("a.py", "a.py.gz", "password = otterLamp47x\n")]
    [InlineData("a.py", "b.m", "configure('x', 'password', 'otter-Lamp-47')\n")]
    public async Task A_content_is_read_at_each_path_that_is_read_differently(string first, string second, string content)
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        repository.With(first, content).Commit(first).With(second, content).Commit(second);
        LeakReport report = await new LeakScanner().ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken);
        report.Leaks.ShouldHaveSingleItem().Path.ShouldBe(second);
    }

    [Fact]
    public async Task A_content_with_many_names_is_read_once_for_each_way_of_reading()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        for (int i = 0; i < 300; i++)
        {
            repository.With($"a.x{i}", Leak);
        }

        repository.Commit(".");
        LeakReport report = await new LeakScanner().ScanHistoryAsync(repository.Open(), ["main"], TestContext.Current.CancellationToken);
        report.Leaks.Count.ShouldBe(300);
        report.Files.ShouldBe(2, "a content and a message");
    }

    [Fact]
    public async Task Leaks_at_more_paths_than_are_reported_are_told()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        for (int i = 0; i < 30; i++)
        {
            repository.With($"a{i:00}.env", Leak + "DJ_PASS=otter-Lamp-48\n");
        }

        repository.Commit(".");
        LeakReport report = await new LeakScanner { MaxPlaces = 10 }.ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken);
        report.Leaks.Count.ShouldBe(12);
        report.Leaks.Select(leak => leak.Line).Distinct().ShouldBe([1, 2], ignoreOrder: true);
        report.IsComplete.ShouldBeFalse();
        report.Skipped.ShouldHaveSingleItem().Reason.ShouldContain("more than 10 other paths");
    }

    [Fact]
    public async Task The_history_finds_what_a_scan_of_every_content_finds()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        Configure(repository);
        Random random = new(3);
        for (int i = 0; i < 12; i++)
        {
            string filler = string.Concat(Enumerable.Range(0, 200).Select(n => $"line {n} {random.Next(50)}\n"));
            repository.With($"f{i % 3}.env", filler + (i % 2 == 0 ? $"DJ_PASS=otter-Lamp-{i}{i}\n" : "")).Commit($"f{i % 3}.env");
        }

        repository.Git("gc", "-q", "--aggressive");
        LeakReport history = await new LeakScanner().ScanHistoryAsync(repository.Open(), Everything, TestContext.Current.CancellationToken);
        HashSet<string> expected = [];
        foreach (string line in repository.GitSays("rev-list", "--objects", "--all").Split('\n'))
        {
            if (line.Split(' ') is [string id, { Length: > 0 } path] && repository.GitSays("cat-file", "-t", id) == "blob")
            {
                byte[] content = System.Text.Encoding.UTF8.GetBytes(repository.GitSays("cat-file", "blob", id) + "\n");
                expected.UnionWith(new LeakScanner().ScanStream(new MemoryStream(content), path, TestContext.Current.CancellationToken).Leaks.Select(leak => leak.Fingerprint));
            }
        }

        history.Leaks.Select(leak => leak.Fingerprint).ShouldBe(expected, ignoreOrder: true);
        expected.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Files_that_git_ignores_are_ignored_alike_without_git()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        string[] patterns = ["*.log", "!keep.log", "/top.txt", "build/", "doc/**/x.md", "**/cache", "a?c.txt", "[b-d].txt", "# comment", "sub/*.tmp", "\\#odd", "trail  ", "deep/**"];
        repository.With(".gitignore", string.Join('\n', patterns) + "\n").With("sub/.gitignore", "!again.log\n*.dat\n");
        string[] files =
        [
            "a.log", "keep.log", "top.txt", "sub/top.txt", "build/x", "sub/build/y", "doc/x.md", "doc/a/b/x.md", "doc/y.md", "cache/z", "sub/cache/z", "abc.txt", "ac.txt", "b.txt", "e.txt", "sub/q.tmp",
            "sub/deep/q.tmp", "#odd", "trail", "sub/again.log", "sub/n.dat", "n.dat", "deep/a/b", ".secrets/x", "name with space.txt",
        ];
        foreach (string file in files)
        {
            repository.With(file, "x\n");
        }

        IReadOnlyList<string> judged = await new GitObjects(repository.Open()).ListWorkingFilesAsync(["."], TestContext.Current.CancellationToken);
        DirectoryFiles.List(repository.Root, "", respectsIgnore: true).ShouldBe(judged, ignoreOrder: true);
        DirectoryFiles.List(repository.Root, "", respectsIgnore: false).Count.ShouldBe(files.Length + 2);
    }

    [Fact]
    public void Files_are_scanned_in_parallel_and_reported_in_order()
    {
        using TemporaryRepository repository = new();
        string[] paths = [.. Enumerable.Range(0, 40).Select(i => $"d{i % 4}/f{i:d2}.env")];
        foreach (string path in paths)
        {
            repository.With(path, Leak);
        }

        LeakReport report = new LeakScanner().ScanFiles(repository.Root, [.. paths, "gone.env"], cancellationToken: TestContext.Current.CancellationToken);
        report.Leaks.Select(leak => leak.Path).ShouldBe(paths.Order(StringComparer.Ordinal));
        report.Files.ShouldBe(40);
    }

    [Fact]
    public void What_cannot_be_opened_is_named()
    {
        using TemporaryRepository repository = new TemporaryRepository().With("lib/a", "1\n");
        string odd = "a\uFFFD.env";
        LeakReport report = new LeakScanner().ScanFiles(repository.Root, ["lib", odd, "gone"], new HashSet<string> { "gone" }, TestContext.Current.CancellationToken);
        report.Skipped.Select(skipped => (skipped.Path, skipped.IsAsked)).ShouldBe([(odd, false), ("gone", true), ("lib", false)]);
        report.IsComplete.ShouldBeFalse();
    }

    private static void Configure(TemporaryRepository repository) =>
        repository.Git("config", "user.name", "test").Git("config", "user.email", "test@example.invalid").Git("config", "commit.gpgSign", "false").Git("config", "tag.gpgSign", "false");
}
