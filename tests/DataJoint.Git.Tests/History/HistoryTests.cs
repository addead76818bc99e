using System.Text;
using DataJoint.Git.History;

namespace DataJoint.Git.Tests;

/// <summary>git is the judge of what a history reaches.</summary>
public sealed class HistoryTests : IDisposable
{
    private static readonly string[] Everything = ["--all", "--reflog", "--indexed-objects"];

    private readonly TemporaryRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("sha1", "")]
    [InlineData("sha256", "pack-refs --all")]
    [InlineData("sha1", "gc -q")]
    [InlineData("sha1", "update-index --index-version=4")]
    [InlineData("sha1", "update-index --split-index")]
    [InlineData("sha1", "checkout -q --detach")]
    public void Refs_reflogs_notes_stashes_and_the_index_are_reached(string format, string command)
    {
        Fill(format);
        if (command.Length > 0)
        {
            _repository.Git(command.Split(' '));
        }

        _repository.With("staged", "staged\n").With("deep/staged", "deep\n").Git("add", "staged", "deep/staged").With("staged", "again\n").Git("add", "staged");
        ShouldAgree(_repository.Root, Everything, mayBeMore: command.Contains("split", StringComparison.Ordinal));
        ShouldAgree(_repository.Root, ["--all"]);
        ShouldAgree(_repository.Root, ["main"]);
        ShouldAgree(_repository.Root, ["side", "--not", "main"]);
        ShouldAgree(_repository.Root, ["--ignore-missing", _repository.GitSays("rev-parse", "main"), "--not", "--tags", new string('a', format == "sha1" ? 40 : 64)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(70)]
    [InlineData(200)]
    public void What_stands_in_place_of_a_part_of_a_split_index_has_its_path(int step)
    {
        _repository.Init();
        for (int i = 0; i < 400; i++)
        {
            _repository.With($"f{i:000}", $"first {i}\n");
        }

        _repository.Git("add", ".").Git("update-index", "--split-index").Git("rm", "-q", "--cached", "f001");
        for (int i = 0; i < 400; i += step)
        {
            _repository.With($"f{i:000}", $"second {i}\n");
        }

        _repository.Git("-c", "splitIndex.maxPercentChange=100", "add", "-u");
        using GitHistory history = Open(_repository.Root);
        GitHistoryListing listing = history.List(["--indexed-objects"], TestContext.Current.CancellationToken);
        foreach (string line in _repository.GitSays("ls-files", "--stage").Split('\n'))
        {
            string[] words = line.Split(' ', '\t');
            GitObjectId.TryParse(words[1], out GitObjectId id).ShouldBeTrue();
            listing.Contents[id].ListPaths().Select(place => place.Path).ShouldBe([words[3]]);
        }
    }

    [Fact]
    public void Each_path_has_the_commit_that_brought_it()
    {
        Fill("sha1");
        using GitHistory history = Open(_repository.Root);
        GitHistoryListing listing = history.List(["main"], TestContext.Current.CancellationToken);
        (string Path, GitObjectId? Commit)[] places = [.. listing.Contents[Id("rev-parse", "HEAD:a")].ListPaths()];
        places.Select(place => place.Path).ShouldBe(["a", "copy/b"]);
        foreach ((string path, GitObjectId? commit) in places)
        {
            commit.ShouldBe(Id("log", "--format=%H", "--diff-filter=A", "-1", "--", path));
            history.ReadAuthorDate(commit!.Value).ShouldBe(_repository.GitSays("log", "-1", "--format=%ad", "--date=format:%Y-%m-%dT%H:%M:%S+00:00", commit.Value.ToString()));
            string[] refs = _repository.GitSays("for-each-ref", "--format=%(refname)", "--contains", commit.Value.ToString()).Split('\n');
            history.ListRefs([commit.Value])[commit.Value].ShouldBe(refs);
        }
    }

    [Fact]
    public void A_detached_head_is_among_the_refs_of_its_commits()
    {
        Fill("sha1").Git("checkout", "-q", "--detach").With("b", "b\n").Commit("b");
        GitObjectId detached = Id("rev-parse", "HEAD");
        using GitHistory history = Open(_repository.Root);
        IReadOnlyDictionary<GitObjectId, IReadOnlyList<string>> refs = history.ListRefs([detached, Id("rev-parse", "main")]);
        refs[detached].ShouldBe(["HEAD"]);
        refs[Id("rev-parse", "main")].ShouldContain("refs/heads/main");
        ShouldAgree(_repository.Root, ["HEAD"]);
    }

    [Fact]
    public void The_head_is_its_branch()
    {
        Fill("sha1");
        ShouldAgree(_repository.Root, ["HEAD"]);
        _repository.Git("checkout", "-q", "--orphan", "new");
        using GitHistory history = Open(_repository.Root);
        history.List(["HEAD"], TestContext.Current.CancellationToken).Contents.ShouldBeEmpty();
        history.ListRefs([Id("rev-parse", "main")]).Values.ShouldHaveSingleItem().ShouldContain("refs/heads/main");
        history.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void A_repository_without_commits_has_a_history_of_nothing()
    {
        _repository.Init();
        using GitHistory history = Open(_repository.Root);
        history.IsEmpty.ShouldBeTrue();
        foreach (string[] revisions in (string[][])[["HEAD"], Everything, ["--all", "--not", "HEAD"]])
        {
            GitHistoryListing listing = history.List(revisions, TestContext.Current.CancellationToken);
            listing.Contents.ShouldBeEmpty();
            listing.Faults.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Work_trees_have_heads_logs_and_an_index_of_their_own()
    {
        Fill("sha1").Git("worktree", "add", "-q", "--detach", "tree").With("tree/more", "more\n").Git("-C", "tree", "add", "more").Git("-C", "tree", "commit", "-q", "-m", "More");
        _repository.With("tree/staged", "staged there\n").Git("-C", "tree", "add", "staged");
        ShouldAgree(_repository.PathOf("tree"), Everything);
        ShouldAgree(_repository.Root, Everything);
        Open(_repository.PathOf("tree")).Dispose();
    }

    [Fact]
    public void A_bare_repository_and_a_shallow_clone_are_read()
    {
        Fill("sha1");
        using TemporaryRepository clones = new();
        clones.Git("clone", "-q", "--bare", _repository.Root, "bare").Git("clone", "-q", "--depth=1", new Uri(_repository.Root).AbsoluteUri, "shallow");
        ShouldAgree(clones.PathOf("bare"), Everything);
        ShouldAgree(clones.PathOf("shallow"), Everything);
        Open(clones.PathOf("bare/objects")).Dispose();
        GitHistory.Open(clones.Root).ShouldBeNull();
    }

    [Fact]
    public void A_merge_with_conflicts_and_a_submodule_are_read()
    {
        Fill("sha1").Git("checkout", "-q", "side").With("a", "theirs\n").Commit("a").Git("checkout", "-q", "main").With("a", "ours\n").Commit("a");
        Should.Throw<ShouldAssertException>(() => _repository.Git("merge", "-q", "side"));
        ShouldAgree(_repository.Root, Everything);
        _repository.With("a", "both\n").Git("add", "a").Git("update-index", "--add", "--cacheinfo", $"160000,{_repository.GitSays("rev-parse", "HEAD")},module");
        ShouldAgree(_repository.Root, Everything);
    }

    [Theory]
    [InlineData(".git/refs/heads/odd", "no id\n", "refs/heads/odd")]
    [InlineData(".git/refs/heads/odd", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "refs/heads/odd")]
    [InlineData(".git/packed-refs", "no id refs/heads/x\n", "id refs/heads/x")]
    [InlineData(".git/HEAD", "", "HEAD")]
    [InlineData(".git/objects/pack/pack-x.idx", "x", "pack/pack-x.idx")]
    public void What_cannot_be_read_is_told(string file, string content, string told)
    {
        Fill("sha1").With(file, content);
        using GitHistory history = Open(_repository.Root);
        history.List(Everything, TestContext.Current.CancellationToken).Faults.ShouldContain(fault => fault.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_understood_is_refused()
    {
        Fill("sha1");
        using (GitHistory history = Open(_repository.Root))
        {
            Should.Throw<GitException>(() => history.List(["nothing"], TestContext.Current.CancellationToken)).Message.ShouldContain("nothing");
            _repository.With(".git/index", "DIRC");
            Should.Throw<GitException>(() => history.List(Everything, TestContext.Current.CancellationToken)).Message.ShouldContain(".git/index");
        }

        _repository.With(".git/config", "[extensions]\n\trefStorage = reftable # a table\n");
        Should.Throw<GitException>(() => Open(_repository.Root)).Message.ShouldContain("table");
        _repository.With(".git/config", "[extensions] objectFormat = sha3\n");
        Should.Throw<GitException>(() => Open(_repository.Root));
    }

    [Fact]
    public void Directories_with_more_paths_than_anybody_can_list_are_read_once_and_the_limit_is_told()
    {
        Fill("sha1").Git("tag", "-a", "-m", "many", "many", Nest(levels: 40, width: 30, $"100644 blob {_repository.GitSays("rev-parse", "main:a")}\tf\n"));
        using GitHistory history = Open(_repository.Root);
        history.MaxRepeatedPaths = 1000;
        GitHistoryListing listing = history.List(["many"], TestContext.Current.CancellationToken);
        listing.Contents.Keys.ShouldBe([Id("rev-parse", "many"), Id("rev-parse", "main:a")], ignoreOrder: true);
        listing.Contents[Id("rev-parse", "main:a")].ListPaths().Count().ShouldBeInRange(1, 1030);
        listing.Faults.ShouldHaveSingleItem().ShouldContain("more than 1000 other paths");
        history.List(["main"], TestContext.Current.CancellationToken).Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_wide_directory_that_is_named_many_times_ends_at_the_limit_too()
    {
        string blob = Fill("sha1").GitSays("rev-parse", "main:a");
        string files = string.Concat(Enumerable.Range(0, 2000).Select(i => $"100644 blob {blob}\tf{i:0000}\n"));
        _repository.Git("tag", "wide", Nest(levels: 2, width: 900, files));
        using GitHistory history = Open(_repository.Root);
        history.MaxRepeatedPaths = 1000;
        GitHistoryListing listing = history.List(["wide"], TestContext.Current.CancellationToken);
        listing.Contents[Id("rev-parse", "main:a")].ListPaths().Count().ShouldBeInRange(2000, 6000);
        listing.Faults.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("1700000000 +0230", "2023-11-15T00:43:20+02:30")]
    [InlineData("1700000000 -0700", "2023-11-14T15:13:20-07:00")]
    [InlineData("1700000000", "2023-11-14T22:13:20+00:00")]
    [InlineData("1700000000 -2147483648", "2023-11-14T22:13:20+00:00")]
    [InlineData("1700000000 +9999", "2023-11-14T22:13:20+00:00")]
    [InlineData("99999999999999999 +0000", "")]
    [InlineData("-5 +0000", "")]
    [InlineData("", "")]
    public void A_date_is_read_or_not_known(string written, string expected)
    {
        string commit = $"tree {new string('a', 40)}\nauthor A <a@example.invalid> {written}\ncommitter A <a@example.invalid> {written}\n\nAdd\n";
        CommitText.ReadAuthorDate(Encoding.ASCII.GetBytes(commit)).ShouldBe(expected);
        CommitText.Parse(Encoding.ASCII.GetBytes(commit)).ShouldNotBeNull();
    }

    [Fact]
    public void Changed_files_of_refs_and_the_index_give_one_kind_of_exception()
    {
        Fill("sha1").Git("pack-refs", "--all").Git("update-index", "--index-version=4").With("staged", "staged\n").Git("add", "staged");
        Random random = new(5);
        string[] files = [.. ((string[])["index", "packed-refs", "HEAD", "logs/HEAD", "config"]).Select(name => _repository.PathOf(".git/" + name))];
        byte[][] contents = [.. files.Select(File.ReadAllBytes)];
        for (int round = 0; round < 150; round++)
        {
            int which = random.Next(files.Length);
            byte[] changed = [.. contents[which]];
            for (int i = random.Next(1, 9); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(files[which], round % 3 == 0 ? changed[..random.Next(changed.Length)] : changed);
            try
            {
                using var history = GitHistory.Open(_repository.Root);
                history?.List(Everything, TestContext.Current.CancellationToken);
            }
            catch (GitException refused)
            {
                refused.Message.ShouldNotBeEmpty();
            }

            File.WriteAllBytes(files[which], contents[which]);
        }
    }

    /// <summary>Directories of which each names the next one many times.</summary>
    private string Nest(int levels, int width, string files)
    {
        string tree = GitJudge.Ask(_repository.Root, ["mktree"], files).Trim();
        for (int level = 0; level < levels; level++)
        {
            tree = GitJudge.Ask(_repository.Root, ["mktree"], string.Concat(Enumerable.Range(0, width).Select(i => $"040000 tree {tree}\td{i:000}\n"))).Trim();
        }

        return tree;
    }

    private static GitHistory Open(string directory) => GitHistory.Open(directory).ShouldNotBeNull();

    /// <summary>Compares the lists. Half of a split index may have what was staged before.</summary>
    private static void ShouldAgree(string directory, string[] revisions, bool mayBeMore = false)
    {
        string[] expected = [.. GitJudge.Ask(directory, ["rev-list", "--objects", .. revisions]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
        using GitHistory history = Open(directory);
        GitHistoryListing listing = history.List(revisions, TestContext.Current.CancellationToken);
        listing.Faults.ShouldBeEmpty();
        listing.Missing.ShouldBeEmpty();
        IEnumerable<string> withoutTrees = expected.Where(id =>
            GitObjectId.TryParse(id, out GitObjectId known) && history.Objects.TryFind(known, out GitObjectHeader header) && header.Kind != GitObjectKind.Tree);
        IEnumerable<string> listed = listing.Contents.Keys.Select(id => id.ToString());
        (mayBeMore ? listed.Intersect(withoutTrees) : listed).ShouldBe(withoutTrees, ignoreOrder: true, string.Join(' ', revisions));
    }

    private GitObjectId Id(params string[] words)
    {
        GitObjectId.TryParse(_repository.GitSays(words), out GitObjectId id).ShouldBeTrue();
        return id;
    }

    private TemporaryRepository Fill(string format)
    {
        _repository.Git("init", "--quiet", "--initial-branch=main", "--object-format=" + format).Git("config", "user.name", "test").Git("config", "user.email", "test@example.invalid");
        GitJudge.Import(
            _repository.Root,
            """
            commit refs/heads/main
            mark :1
            committer test <test@example.invalid> 1700000000 +0000
            data 3
            Add
            M 100644 inline a
            data 2
            1
            M 100644 inline dir/a
            data 2
            2

            commit refs/heads/main
            mark :2
            committer test <test@example.invalid> 1700000100 +0000
            data 3
            Add
            M 100644 inline copy/b
            data 2
            1
            M 100644 inline gone
            data 5
            gone

            commit refs/heads/side
            mark :3
            committer test <test@example.invalid> 1700000200 +0000
            data 3
            Add
            from :1
            M 100644 inline other
            data 5
            side

            tag v1
            from :3
            tagger test <test@example.invalid> 1700000000 +0000
            data 2
            v1
            commit refs/heads/main
            committer test <test@example.invalid> 1700000300 +0000
            data 6
            Merge
            from :2
            merge :3
            D gone
            M 100644 inline other
            data 5
            side

            """);
        _repository.Git("reset", "-q", "--hard").Git("notes", "add", "-m", "note").With("a", "stashed\n").Git("stash", "-q");
        return _repository.With("lost", "lost\n").Commit("lost").Git("reset", "-q", "--hard", "HEAD~1");
    }
}
