using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>A purge takes a path or a value out of every kind of repository, and git finds nothing of it, and nothing else changed.</summary>
public sealed class PurgeTests : IDisposable
{
    private readonly PurgeRepository _repository = new();

    public static TheoryData<string> Kinds => [.. PurgeKinds.Scripts.Keys];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_path_leaves_every_kind_of_repository(string kind)
    {
        PurgeJudge judge = Create(kind);
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] });
        result.Proof.Remains.ShouldBeEmpty();
        judge.Judge(line => IsBelow(line, PurgeKinds.Path), isRemoved: true);
        (await PlanAsync(new PurgeOptions { Paths = [PurgeKinds.Path] })).HasChanges.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_value_leaves_every_kind_of_repository(string kind)
    {
        PurgeJudge judge = Create(kind);
        PurgeResult result = await RunAsync(new PurgeOptions { Values = [new Secret(PurgeKinds.Value)] });
        result.Proof.Remains.ShouldBeEmpty();
        judge.Judge(line => line.EndsWith('\t' + PurgeKinds.Path, StringComparison.Ordinal), isRemoved: false);
        (await PlanAsync(new PurgeOptions { Values = [new Secret(PurgeKinds.Value)] })).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_in_a_repository_with_SHA_256()
    {
        _repository.Run("FORMAT=sha256\n" + PurgeKinds.Base + "git tag -a -m One v1 HEAD~1; git notes add -m Note HEAD~1; echo dirty > a.txt; git stash -q");
        PurgeJudge judge = new(_repository);
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] });
        result.Proof.Remains.ShouldBeEmpty();
        judge.Judge(line => IsBelow(line, PurgeKinds.Path), isRemoved: true);
    }

    [Fact]
    public async Task A_history_whose_directories_are_too_large_to_be_held_is_purged_as_well()
    {
        _repository.Run(
            """
            git init -q -b main --bare .
            awk 'BEGIN { print "blob\nmark :1\ndata 2\nx\n"; for (c = 0; c < 90; c++) {
              printf "commit refs/heads/main\ncommitter Ana <ana@example.invalid> %d +0000\ndata 1\n.\n", 1700000000 + c;
              if (c == 0) for (f = 0; f < 20000; f++) printf "M 100644 :1 recording-%05d.txt\n", f;
              printf "M 100644 inline %s\ndata 4\n%04d\n", (c % 2 ? "secret.txt" : "other.txt"), c } }' | git fast-import --quiet
            """);
        (await RunAsync(new PurgeOptions { Paths = ["secret.txt"] })).Proof.Remains.ShouldBeEmpty();
        _repository.Says("rev-list", "--count", "HEAD").ShouldBe("90");
        _repository.Says("log", "--format=%h", "--", "secret.txt").ShouldBeEmpty();
        _repository.Says("log", "--format=%h", "--", "other.txt").Split('\n').Length.ShouldBe(45);
        _repository.Says("ls-tree", "--name-only", "HEAD").Split('\n').Length.ShouldBe(20_001);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_index_says_of_files_beyond_their_contents_stays(bool isSplit)
    {
        _repository.Run(
            PurgeKinds.Base
            + $$"""
            for f in skipped assumed both usual; do echo "DJ_PASS={{PurgeKinds.Value}} $f" > "$f.txt"; echo plain > "$f.md"; done; echo 'p={{PurgeKinds.Value}}' > '{{PurgeKinds.Value}}.sh'; chmod +x '{{PurgeKinds.Value}}.sh'; c Files
            git update-index --skip-worktree skipped.txt skipped.md both.txt both.md '{{PurgeKinds.Value}}.sh'; git update-index --assume-unchanged assumed.txt assumed.md both.txt both.md
            echo new > new.txt; git add -N new.txt
            rm skipped.txt skipped.md both.txt both.md; echo mine > assumed.txt; {{(isSplit ? "git update-index --split-index" : "true")}}
            """);
        string before = _repository.Says("ls-files", "-v");
        string status = _repository.Says("status", "--porcelain");
        status.ShouldBe(" A new.txt");
        (await RunAsync(new PurgeOptions { Values = [new Secret(PurgeKinds.Value)] })).Proof.Remains.ShouldBeEmpty();
        _repository.Says("ls-files", "-v").Split('\n').ShouldBe(before.Replace(PurgeKinds.Value, "***REMOVED***", StringComparison.Ordinal).Split('\n'), ignoreOrder: true);
        _repository.Says("status", "--porcelain").Split('\n').ShouldBe([" A new.txt", " M usual.txt", $"?? {PurgeKinds.Value}.sh"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sparse_index_stays_whole(bool isPath)
    {
        _repository.Run(
            PurgeKinds.Base
            + $"""
            mkdir -p in out/deep; echo 'DJ_PASS={PurgeKinds.Value}' > out/deep/f.env; echo plain > in/plain; echo plain > out/plain; c Files
            git sparse-checkout set --cone --sparse-index in; git status > /dev/null; git ls-files --sparse | grep -q '^out/$'
            """);
        string[] before = _repository.Says("ls-files", "-t").Split('\n');
        PurgeOptions options = new() { Paths = isPath ? ["out/deep/f.env"] : [], Values = isPath ? [] : [new Secret(PurgeKinds.Value)] };
        (await RunAsync(options)).Proof.Remains.ShouldBeEmpty();
        _repository.Says("ls-files", "-t").Split('\n').ShouldBe(before.Where(line => !isPath || !line.EndsWith("out/deep/f.env", StringComparison.Ordinal)));
        _repository.Says("status", "--porcelain").ShouldBeEmpty();
        _repository.Says("fsck", "--strict", "--no-dangling").ShouldBeEmpty();
        _repository.Says("sparse-checkout", "disable").ShouldBeEmpty();
        File.Exists(Path.Combine(_repository.Root, "out", "deep", "f.env")).ShouldBe(!isPath);
    }

    private static bool IsBelow(string line, string path) => line.EndsWith('\t' + path, StringComparison.Ordinal) || line.Contains($"\t{path}/", StringComparison.Ordinal);

    private PurgeJudge Create(string kind)
    {
        _repository.Run(PurgeKinds.ScriptOf(kind));
        string bare = Path.Combine(_repository.Outer, "bare.git");
        _repository.Root = Directory.Exists(bare) ? bare : _repository.Root;
        return new PurgeJudge(_repository);
    }

    private Task<PurgeResult> RunAsync(PurgeOptions options)
    {
        options.BackupFile = _repository.BackupFile;
        return new RepositoryPurge(_repository.Root, options).RunAsync(TestContext.Current.CancellationToken);
    }

    private Task<PurgePlan> PlanAsync(PurgeOptions options) => new RepositoryPurge(_repository.Root, options).PlanAsync(TestContext.Current.CancellationToken);
}
