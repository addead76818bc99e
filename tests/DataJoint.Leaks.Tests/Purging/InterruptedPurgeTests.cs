using System.Globalization;
using DataJoint.Leaks.Purging;

namespace DataJoint.Leaks.Tests;

/// <summary>A purge that ends anywhere leaves the old repository or the new one, and the next purge finishes.</summary>
public sealed class InterruptedPurgeTests : IDisposable
{
    private const string Script =
        """
        git tag -a -m One v1 HEAD~1; git notes add -m Note HEAD~1;
        git worktree add -q -b tree ../tree HEAD~2; echo dirty > a.txt; git stash -q; git pack-refs --all; git commit-graph write --reachable
        """;

    private readonly PurgeRepository _repository = new();

    public static TheoryData<string> Steps => [.. Enum.GetNames<PurgeStep>()];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_purge_that_ends_before_a_step_is_finished_by_the_next(string name)
    {
        PurgeStep step = Enum.Parse<PurgeStep>(name);
        _repository.Run(PurgeKinds.Base + Script);
        PurgeJudge judge = new(_repository);
        await Should.ThrowAsync<InvalidOperationException>(() => Create(before: step).RunAsync(TestContext.Current.CancellationToken));
        if (step <= PurgeStep.Refs)
        {
            judge.JudgeUnchanged();
        }
        else
        {
            _repository.Says("log", "--all", "--format=%H", "--", PurgeKinds.Path).ShouldBeEmpty();
            (await Create(null).PlanAsync(TestContext.Current.CancellationToken)).IsUnfinished.ShouldBe(step != PurgeStep.Proof);
        }

        PurgeResult result = await Create(null).RunAsync(TestContext.Current.CancellationToken);
        result.Proof.Remains.ShouldBeEmpty();
        judge.Judge(line => line.EndsWith('\t' + PurgeKinds.Path, StringComparison.Ordinal), isRemoved: true);
        Directory.GetFiles(Path.Combine(_repository.GitDirectory, "djc-purge")).Select(Path.GetFileName).ShouldBe(["commit-map"]);
    }

    [Fact]
    public async Task What_is_committed_between_an_interrupted_purge_and_the_next_stays()
    {
        _repository.Run(PurgeKinds.Base + Script);
        await Should.ThrowAsync<InvalidOperationException>(() => Create(before: PurgeStep.Indexes).RunAsync(TestContext.Current.CancellationToken));
        _repository.Run("git read-tree HEAD; git reset -q --hard; echo new > new.txt; git add new.txt; git commit -qm New; echo work > app.py; git stash -q; git tag later");
        (await Create(null).RunAsync(TestContext.Current.CancellationToken)).Proof.Remains.ShouldBeEmpty();
        _repository.Says("show", "HEAD:new.txt").ShouldBe("new");
        _repository.Says("show", "stash@{0}:app.py").ShouldBe("work");
        _repository.Says("stash", "list").Split('\n').Length.ShouldBe(2);
        _repository.Says("rev-parse", "later").ShouldBe(_repository.Says("rev-parse", "main"));
    }

    [Fact]
    public async Task A_git_that_was_killed_while_it_moved_refs_leaves_what_the_next_purge_finishes()
    {
        _repository.Run(PurgeKinds.Base + Script + "; git branch x1; git branch x2; git branch x3");
        PurgeJudge judge = new(_repository);
        await Should.ThrowAsync<InvalidOperationException>(() => Create(before: PurgeStep.Refs).RunAsync(TestContext.Current.CancellationToken));
        string[] journal = await File.ReadAllLinesAsync(Path.Combine(_repository.GitDirectory, "djc-purge", "journal"), TestContext.Current.CancellationToken);
        string[][] moves = [.. journal.Where(line => line.StartsWith("ref ", StringComparison.Ordinal)).Select(line => line.Split(' ', 4))];
        string[] locks = [.. moves.Where(move => move[3].StartsWith("refs/heads/x", StringComparison.Ordinal)).Select(move => Path.Combine(_repository.GitDirectory, move[3] + ".lock"))];
        foreach (string[] move in moves.Where(move => move[3] is "refs/heads/main" or "refs/tags/v1"))
        {
            _repository.Says("update-ref", "--no-deref", move[3], move[2], move[1]);
        }

        Array.ForEach(locks, file => File.WriteAllText(file, ""));
        PurgeException refused = await Should.ThrowAsync<PurgeException>(() => Create(null).RunAsync(TestContext.Current.CancellationToken));
        locks.Length.ShouldBe(3);
        locks.ShouldAllBe(file => refused.Message.Contains(file));
        refused.Diagnostic.Hint!.ShouldContain("delete the files");
        Array.ForEach(locks, File.Delete);
        (await Create(null).PlanAsync(TestContext.Current.CancellationToken)).IsUnfinished.ShouldBeTrue();
        (await Create(null).RunAsync(TestContext.Current.CancellationToken)).Proof.Remains.ShouldBeEmpty();
        judge.Judge(line => line.EndsWith('\t' + PurgeKinds.Path, StringComparison.Ordinal), isRemoved: true);
    }

    [Fact]
    public async Task A_journal_that_was_not_written_to_its_end_is_none()
    {
        _repository.Run(PurgeKinds.Base + Script);
        PurgeJudge judge = new(_repository);
        await Should.ThrowAsync<InvalidOperationException>(() => Create(before: PurgeStep.Refs).RunAsync(TestContext.Current.CancellationToken));
        string journal = Path.Combine(_repository.GitDirectory, "djc-purge", "journal");
        string text = await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(journal, text[..(text.Length / 2)], TestContext.Current.CancellationToken);
        (await Create(null).PlanAsync(TestContext.Current.CancellationToken)).IsUnfinished.ShouldBeFalse();
        judge.JudgeUnchanged();
    }

    private RepositoryPurge Create(PurgeStep? before) =>
        new(_repository.Root, new PurgeOptions { Paths = [PurgeKinds.Path], BackupFile = _repository.BackupFile })
        {
            OnStep = step => _ = step == before ? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ended before {step}")) : 0,
        };
}
