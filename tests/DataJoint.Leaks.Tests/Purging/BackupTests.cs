namespace DataJoint.Leaks.Tests;

/// <summary>The bundle that a purge writes has everything that the repository had.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly PurgeRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Commits_that_only_reflogs_have_are_in_it()
    {
        _repository.Run(
            PurgeKinds.Base
            + """
            lose() { for i in 1 2; do echo "$1$i" > lost.txt; git add lost.txt; git commit -qm "Lost $1 $i"; done; git rev-parse HEAD >> "$2"; git reset -q --hard HEAD~2; }
            lose here ../lost; echo w > a.txt; git stash -q; echo v > a.txt; git stash -q; git stash drop -q
            git worktree add -q --detach ../tree HEAD~1; cd ../tree; lose there ../lost
            """);
        string[] lost = await File.ReadAllLinesAsync(Path.Combine(_repository.Outer, "lost"), TestContext.Current.CancellationToken);
        string[] all = _repository.Says("rev-list", "--all", "--reflog").Split('\n');
        await RunAsync(_repository.BackupFile);
        _repository.Says("for-each-ref", "refs/djc-backup").ShouldBeEmpty();
        _repository.Run("git clone -q --mirror ../backup.bundle ../restored.git");
        string[] restored = _repository.Says("--git-dir=../restored.git", "rev-list", "--all").Split('\n');
        lost.Length.ShouldBe(2);
        lost.ShouldBeSubsetOf(restored);
        all.ShouldBeSubsetOf(restored);
        _repository.Says("--git-dir=../restored.git", "show", $"{lost[1]}:{PurgeKinds.Path}").ShouldContain(PurgeKinds.Value);
        _repository.Says("--git-dir=../restored.git", "for-each-ref", "refs/djc-backup/reflog").Split('\n').Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("git init -q ../other", "other/backup.bundle")]
    [InlineData("git init -q ../other; mkdir -p ../other/a/b", "other/a/b/backup.bundle")]
    [InlineData("git init -q ../other; mkdir -p ../other/a; ln -s other/a ../link", "link/backup.bundle")]
    [InlineData("git init -q --bare ../other.git", "other.git/backup.bundle")]
    [InlineData("git init -q --bare ../other.git", "other.git/objects/backup.bundle")]
    [InlineData("git init -q ..", null)]
    [InlineData("git init -q ..", "backup.bundle")]
    [InlineData("ln -s lab ../link", "link/backup.bundle")]
    public async Task It_is_not_written_into_a_repository(string script, string? file)
    {
        _repository.Run(PurgeKinds.Base + script);
        string head = _repository.Says("rev-parse", "HEAD");
        PurgeException refused = await Should.ThrowAsync<PurgeException>(() => RunAsync(file is null ? null : Path.Combine(_repository.Outer, file)));
        refused.Message.ShouldContain("the backup would be in");
        refused.Diagnostic.Hint!.ShouldContain("--backup");
        Directory.GetFiles(_repository.Outer, "*.bundle*", SearchOption.AllDirectories).ShouldBeEmpty();
        _repository.Says("rev-parse", "HEAD").ShouldBe(head);
    }

    private Task<PurgeResult> RunAsync(string? file) =>
        new RepositoryPurge(_repository.Root, new PurgeOptions { Paths = [PurgeKinds.Path], BackupFile = file }).RunAsync(TestContext.Current.CancellationToken);
}
