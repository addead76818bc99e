using DataJoint.Git.Tests;

namespace DataJoint.Leaks.Tests;

/// <summary>What git cannot give is named, the rest is scanned, and the scan is not complete.</summary>
public sealed class DamagedRepositoryTests : IDisposable
{
    private const string Leak = "DJ_PASS=otter-Lamp-47\n";
    private static readonly string[] Everything = ["--all", "--reflog", "--indexed-objects"];

    private readonly TemporaryRepository _repository = new TemporaryRepository().Init();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_content_that_is_missing_or_damaged_is_named_and_the_rest_counts(bool isMissing)
    {
        string Numbers(int first) => string.Join(' ', Enumerable.Range(first, 2000));
        _repository.With("a.env", Leak).With("b.env", Numbers(0)).With("c.env", Leak).With("d.env", Numbers(5)).Commit("a.env", "b.env", "c.env", "d.env");
        string[] ids = [_repository.GitSays("rev-parse", "HEAD:b.env"), _repository.GitSays("rev-parse", "HEAD:d.env")];
        foreach (string id in ids)
        {
            Spoil(id, isMissing);
        }

        foreach (string[]? revisions in (string[]?[])[Everything, null])
        {
            LeakReport report = await new LeakScanner().ScanHistoryAsync(_repository.Open(), revisions, TestContext.Current.CancellationToken);
            report.Leaks.Select(leak => leak.Path).ShouldBe(["a.env", "c.env"]);
            report.Skipped.Select(skipped => skipped.Path).ShouldBe(ids.Select(id => "object " + id), ignoreOrder: true);
            report.IsComplete.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("HEAD~1")]
    [InlineData("HEAD^{tree}")]
    [InlineData("HEAD")]
    public async Task A_history_that_cannot_be_listed_is_incomplete(string missing)
    {
        _repository.With("a", "1").Commit("a").With("a", "2").Commit("a");
        string head = _repository.GitSays("rev-parse", "HEAD");
        Spoil(_repository.GitSays("rev-parse", missing), isMissing: true);
        foreach (string[] revisions in (string[][])[Everything, [head]])
        {
            bool isComplete = true;
            try
            {
                isComplete = (await new LeakScanner().ScanHistoryAsync(_repository.Open(), revisions, TestContext.Current.CancellationToken)).IsComplete;
            }
            catch (Git.GitException)
            {
                isComplete = false;
            }

            isComplete.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_staged_content_that_is_missing_is_told()
    {
        _repository.With("a.env", Leak).Git("add", "a.env");
        Spoil(_repository.GitSays("rev-parse", ":a.env"), isMissing: true);
        (await new LeakScanner().ScanStagedAsync(_repository.Open(), TestContext.Current.CancellationToken)).IsComplete.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_only_a_reflog_names_is_told(bool isMissing)
    {
        _repository.With("a", "1\n").Commit("a").With("b.env", Leak).Commit("b.env");
        string lost = _repository.GitSays("rev-parse", "HEAD");
        _repository.Git("reset", "-q", "--hard", "HEAD~1");
        (await ScanAsync(Everything)).Leaks.ShouldHaveSingleItem();
        Spoil(lost, isMissing);
        LeakReport report = await ScanAsync(Everything);
        report.IsComplete.ShouldBeFalse();
        report.Skipped.ShouldHaveSingleItem().Reason.ShouldContain(lost);
    }

    [Fact]
    public async Task What_a_forgotten_line_of_a_reflog_led_to_may_be_gone()
    {
        _repository.With("a", "1\n").Commit("a");
        string log = _repository.PathOf(".git/logs/HEAD");
        string line = File.ReadAllText(log);
        File.WriteAllText(log, new string('a', 40) + line[40..]);
        (await ScanAsync(Everything)).IsComplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_side_of_a_resolved_merge_that_is_missing_is_told(bool isMissing)
    {
        _repository.Git("config", "user.name", "test").Git("config", "user.email", "test@example.invalid").With("a", "1\n").Commit("a");
        foreach (string side in (string[])["one", "two"])
        {
            _repository.Git("checkout", "-q", "-b", side, "main").With("a", side + "\n").Commit("a");
        }

        string id = _repository.GitSays("rev-parse", "one:a");
        Should.Throw<ShouldAssertException>(() => _repository.Git("merge", "-q", "one"));
        _repository.With("a", "both\n").Git("add", "a").Git("branch", "-q", "-D", "one");
        Directory.Delete(_repository.PathOf(".git/logs"), recursive: true);
        (await ScanAsync(Everything)).IsComplete.ShouldBeTrue();
        Spoil(id, isMissing);
        LeakReport report = await ScanAsync(Everything);
        report.Skipped.ShouldHaveSingleItem().Path.ShouldBe("object " + id);
        report.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public async Task A_commit_that_is_asked_for_and_missing_is_told()
    {
        _repository.With("a", "1\n").Commit("a");
        LeakReport report = await ScanAsync([new string('a', 40), "--not", "--remotes", new string('b', 40)]);
        report.IsComplete.ShouldBeFalse();
        report.Skipped.ShouldHaveSingleItem().Reason.ShouldContain(new string('a', 40));
    }

    [Fact]
    public async Task A_commit_whose_parent_cannot_be_read_is_damaged()
    {
        _repository.With("a", "1\n").Commit("a");
        string text = $"tree {_repository.GitSays("rev-parse", "HEAD^{tree}")}\nparent HEAD\nauthor A <a@example.invalid> 1 +0000\ncommitter A <a@example.invalid> 1 +0000\n\nAdd\n";
        string id = _repository.With("commit", text).GitSays("hash-object", "-t", "commit", "-w", "--literally", "commit");
        (await ScanAsync([id])).IsComplete.ShouldBeFalse();
    }

    [Fact]
    public async Task Replaced_objects_and_grafts_hide_nothing()
    {
        _repository.With("a.env", Leak).Commit("a.env").With("a.env", "DJ_PASS=\n").Commit("a.env");
        _repository.Git("replace", _repository.GitSays("rev-parse", "HEAD~1:a.env"), _repository.GitSays("rev-parse", "HEAD:a.env"));
        _repository.With(".git/info/grafts", _repository.GitSays("rev-parse", "HEAD") + "\n");
        (await new LeakScanner().ScanHistoryAsync(_repository.Open(), ["main"], TestContext.Current.CancellationToken)).Leaks.ShouldHaveSingleItem().Path.ShouldBe("a.env");
    }

    private Task<LeakReport> ScanAsync(string[] revisions) => new LeakScanner().ScanHistoryAsync(_repository.Open(), revisions, TestContext.Current.CancellationToken);

    private void Spoil(string id, bool isMissing)
    {
        string path = _repository.PathOf($".git/objects/{id[..2]}/{id[2..]}");
        File.SetAttributes(path, FileAttributes.Normal);
        byte[] content = File.ReadAllBytes(path);
        if (isMissing)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllBytes(path, content[..(content.Length / 2)]);
        }
    }
}
