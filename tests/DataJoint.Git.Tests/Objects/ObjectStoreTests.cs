using System.Text;

namespace DataJoint.Git.Tests;

/// <summary>git is the judge of what is read from its files.</summary>
public sealed class ObjectStoreTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("sha1", "")]
    [InlineData("sha256", "")]
    [InlineData("sha1", "repack -adfq --depth=50 --window=50")]
    [InlineData("sha256", "repack -adfq --depth=50 --window=50")]
    [InlineData("sha1", "repack -adfq --depth=1")]
    [InlineData("sha1", "repack -adfq --depth=4095 --window=100")]
    [InlineData("sha1", "-c repack.useDeltaBaseOffset=false repack -adfq")]
    [InlineData("sha256", "-c repack.useDeltaBaseOffset=false repack -adfq")]
    [InlineData("sha1", "-c pack.indexVersion=1 repack -adfq")]
    [InlineData("sha1", "-c core.compression=0 repack -adfqF")]
    [InlineData("sha1", "-c core.bigFileThreshold=1k repack -adfq")]
    [InlineData("sha1", "-c pack.packSizeLimit=1m repack -adfq")]
    [InlineData("sha1", "gc -q --aggressive")]
    public void Every_object_is_read_as_git_reads_it(string format, string packing)
    {
        WithHistory(format);
        if (packing.Length > 0)
        {
            _repository.Git(packing.Split(' '));
        }

        GitJudge.ShouldAgree(_repository.Root, _repository.PathOf(".git"));
    }

    [Fact]
    public void Several_packs_loose_objects_and_a_kept_pack_are_read_together()
    {
        WithHistory("sha1").Git("repack", "-dq");
        string pack = Directory.GetFiles(_repository.PathOf(".git/objects/pack"), "*.pack").ShouldHaveSingleItem();
        File.WriteAllText(Path.ChangeExtension(pack, ".keep"), "");
        _repository.With("f0.txt", "kept\n").Commit("f0.txt").Git("repack", "-adq").With("f0.txt", "loose\n").Commit("f0.txt");
        Directory.GetFiles(_repository.PathOf(".git/objects/pack"), "*.pack").Length.ShouldBe(2);
        GitJudge.ShouldAgree(_repository.Root, _repository.PathOf(".git"));
    }

    [Fact]
    public void A_thin_pack_that_was_completed_is_read()
    {
        WithHistory("sha1");
        using TemporaryRepository clone = new();
        clone.Git("clone", "-q", "--bare", _repository.Root, "copy").Git("-C", "copy", "repack", "-adq");
        _repository.With("f1.txt", File.ReadAllText(_repository.PathOf("f1.txt")) + "one more\n").Commit("f1.txt");
        clone.Git("-C", "copy", "-c", "fetch.unpackLimit=1", "fetch", "-q", _repository.Root, "main:main");
        Directory.GetFiles(clone.PathOf("copy/objects/pack"), "*.pack").Length.ShouldBe(2);
        GitJudge.ShouldAgree(clone.PathOf("copy"), clone.PathOf("copy"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Objects_are_borrowed_over_several_steps(bool isQuoted)
    {
        WithHistory("sha1").Git("repack", "-adq");
        using TemporaryRepository clones = new();
        clones.Git("clone", "-q", "-s", _repository.Root, "first").Git("clone", "-q", "-s", "first", "second");
        clones.With("second/own", "own\n").Git("-C", "second", "add", "own");
        string list = clones.PathOf("second/.git/objects/info/alternates");
        File.WriteAllText(list, isQuoted ? $"# borrowed\n\"{clones.PathOf("f\\151rst/.git/objects")}\"\n" : "../../../first/.git/objects\n");
        GitJudge.ShouldAgree(clones.PathOf("second"), clones.PathOf("second/.git"));

        File.AppendAllText(clones.PathOf("first/.git/objects/info/alternates"), clones.PathOf("second/.git/objects") + "\n/nonexistent\n");
        using var store = GitObjectStore.Open(clones.PathOf("second/.git"));
        store.Faults.ShouldHaveSingleItem().Message.ShouldContain("/nonexistent");
    }

    [Fact]
    public void A_work_tree_has_the_objects_of_its_repository()
    {
        WithHistory("sha256").Git("worktree", "add", "-q", "--detach", "tree");
        GitJudge.ShouldAgree(_repository.PathOf("tree"), _repository.PathOf(".git/worktrees/tree"));
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        WithHistory("sha1");
        using var store = GitObjectStore.Open(_repository.PathOf(".git"));
        GitObjectId.TryParse(new string('a', 40), out GitObjectId id).ShouldBeTrue();
        store.TryFind(id, out _).ShouldBeFalse();
        store.TryRead(id, out _, out _).ShouldBeFalse();
        store.OpenRead(id, out _).ShouldBeNull();
        GitObjectId.TryParse(new string('a', 39), out _).ShouldBeFalse();
        GitObjectId.TryParse(new string('x', 40), out _).ShouldBeFalse();
        Should.Throw<GitException>(() => GitObjectStore.Open(_repository.PathOf("f0.txt"))).IsUnavailable.ShouldBeTrue();
    }

    [Fact]
    public void Threads_share_it()
    {
        WithHistory("sha1").Git("repack", "-adfq", "--depth=50");
        using var store = GitObjectStore.Open(_repository.PathOf(".git"));
        SortedDictionary<string, (string Kind, byte[] Content)> expected = GitJudge.ReadAll(_repository.Root);
        Parallel.ForEach(store.Ids().Concat(store.Ids().Reverse()), id =>
        {
            store.TryRead(id, out _, out ReadOnlyMemory<byte> content).ShouldBeTrue();
            content.Span.SequenceEqual(expected[id.ToString()].Content).ShouldBeTrue();
        });
    }

    private TemporaryRepository WithHistory(string format)
    {
        _repository.Git("init", "--quiet", "--initial-branch=main", "--object-format=" + format);
        _repository.Git("config", "user.name", "test").Git("config", "user.email", "test@example.invalid");
        Random random = new(7);
        string[] lines = [.. Enumerable.Range(0, 3000).Select(i => $"line {i} {random.Next()}")];
        StringBuilder stream = new();
        for (int i = 0; i < 15; i++)
        {
            lines[random.Next(lines.Length)] = $"changed {i}";
            (int from, int to) = (random.Next(1000), random.Next(2000, 3000));
            stream.Append($"commit refs/heads/main\ncommitter test <test@example.invalid> {1700000000 + i} +0000\ndata 3\nAdd\n");
            foreach ((string path, string text) in ((string, string)[])[("f0.txt", string.Join('\n', lines)), ("f1.txt", string.Join('\n', lines[from..to])), ($"deep/er/f{i}", $"{i}\n")])
            {
                stream.Append($"M 100644 inline {path}\ndata {text.Length}\n{text}\n");
            }

            stream.Append(i == 9 ? "M 100644 inline empty\ndata 0\n\n" : "\n");
        }

        stream.Append("tag v1\nfrom refs/heads/main\ntagger test <test@example.invalid> 1700000000 +0000\ndata 5\nFirst\n");
        GitJudge.Import(_repository.Root, stream.ToString());
        return _repository.Git("reset", "-q", "--hard");
    }
}
