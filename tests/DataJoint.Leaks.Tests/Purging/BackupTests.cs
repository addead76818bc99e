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

    private Task<PurgeResult> RunAsync(string? file) =>
        new RepositoryPurge(_repository.Root, new PurgeOptions { Paths = [PurgeKinds.Path], BackupFile = file }).RunAsync(TestContext.Current.CancellationToken);
}
