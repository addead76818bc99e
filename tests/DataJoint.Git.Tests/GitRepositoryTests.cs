using System.Text;
using DataJoint.Servers;

namespace DataJoint.Git.Tests;

public sealed class GitRepositoryTests : IDisposable
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);

    private readonly TemporaryRepository _repository = new TemporaryRepository().Init();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_directory_in_no_repository_has_none()
    {
        using TemporaryRepository plain = new();

        GitRepository.FindRoot(plain.Root).ShouldBeNull();
        GitRepository.Open(plain.Root).ShouldBeNull();
    }

    [Fact]
    public void The_repository_is_looked_for_upwards()
    {
        string below = _repository.With("lab/rig/notes", "x").PathOf("lab/rig");

        GitRepository.FindRoot(below).ShouldBe(_repository.Root);
        GitRepository.Open(below).ShouldNotBeNull().Root.ShouldBe(_repository.Root);
    }

    [Fact]
    public void Without_git_the_repository_is_unavailable()
    {
        GitException failure = Should.Throw<GitException>(() => GitRepository.Open(_repository.Root, searchPath: _repository.Root));

        failure.IsUnavailable.ShouldBeTrue();
        failure.Diagnostic.Hint.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_directory_called_dot_git_is_not_a_repository()
    {
        using TemporaryRepository plain = new();
        Directory.CreateDirectory(plain.PathOf(".git"));

        (await Should.ThrowAsync<GitException>(() => plain.Open().ListTrackedAsync(["."]))).IsUnavailable.ShouldBeTrue();
    }

    [Fact]
    public async Task What_no_rule_ignores_is_listed_although_it_does_not_exist()
    {
        _repository.With(".gitignore", "*.key\n!kept.key\n");

        (await _repository.Open().ListNotIgnoredAsync(["a.key", "kept.key", "b.txt"])).ShouldBe(["kept.key", "b.txt"]);
    }

    [Fact]
    public async Task Tracked_is_what_the_next_commit_would_hold()
    {
        _repository.With("in/a", "1").With("in/b", "2").With("out", "3").Commit("in/a").Git("add", "in/b");

        (await _repository.Open().ListTrackedAsync(["in"])).ShouldBe(["in/a", "in/b"]);
        (await _repository.Open().ListTrackedAsync(["i?"])).ShouldBeEmpty("a path is not a pattern");
    }

    [Fact]
    public async Task Committed_is_what_the_last_commit_holds()
    {
        _repository.With("in/a", "1").With("in/b", "2");
        (await _repository.Open().ListCommittedAsync("in")).ShouldBeEmpty("there is no commit");
        (await _repository.Open().ListCommittedHereAsync()).ShouldBeEmpty("there is no commit");

        _repository.Commit("in/a").Git("add", "in/b");

        (await _repository.Open().ListCommittedAsync("in")).ShouldBe(["in/a"]);
        (await _repository.Open().ListCommittedHereAsync()).ShouldBe(["in"]);
    }

    [Fact]
    public async Task Here_means_the_directory_itself()
    {
        _repository.With("a.json", "1").With("in/a.json", "2").With("a.txt", "3").Commit("a.json", "in", "a.txt");

        (await _repository.Open().ListTrackedHereAsync(["*.json"])).ShouldBe(["a.json"]);
    }

    [Fact]
    public async Task A_file_is_read_as_it_is_staged_and_as_it_is_committed()
    {
        _repository.With("a", "first").Commit("a").With("a", "second").Git("add", "a").With("a", "third");

        Text(await _repository.Open().ReadCommittedAsync("a")).ShouldBe("first");
        Text(await _repository.Open().ReadStagedAsync("a")).ShouldBe("second");
        await Should.ThrowAsync<GitException>(() => _repository.Open().ReadStagedAsync("no-such-file"));
    }

    [Fact]
    public async Task The_history_has_every_version_of_every_branch_once()
    {
        _repository.With("a", "first").Commit("a").With("a", "second").Commit("a").With("a", "first").Commit("a");
        _repository.Git("checkout", "--quiet", "-b", "side").With("a", "third").Commit("a").Git("checkout", "--quiet", "main");
        _repository.With("b", "of no interest").Commit("b");
        GitRepository repository = _repository.Open();

        IReadOnlyList<GitBlob> history = await repository.ListHistoryAsync(["a"], Ample);
        IReadOnlyDictionary<string, byte[]> contents = await repository.ReadBlobsAsync(history.Select(blob => blob.Id), maxBytes: 100);

        history.Select(blob => blob.Path).Distinct().ShouldBe(["a"]);
        history.Select(blob => Text(contents[blob.Id])).ShouldBe(["first", "second", "third"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_content_that_is_too_large_or_missing_is_omitted()
    {
        _repository.With("small", "12345").With("large", "123456").Commit("small", "large");
        GitRepository repository = _repository.Open();
        IReadOnlyList<GitBlob> history = await repository.ListHistoryAsync(["."], Ample);

        IReadOnlyDictionary<string, byte[]> contents =
            await repository.ReadBlobsAsync([.. history.Select(blob => blob.Id), new string('0', 40)], maxBytes: 5);

        contents.Values.Select(Text).ShouldBe(["12345"]);
    }

    [Fact]
    public async Task A_history_that_takes_too_long_is_a_timeout()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a script stands for git");
        Directory.CreateDirectory(_repository.PathOf("bin"));
        ExecutableFile.Write(_repository.PathOf("bin/git"), "#!/bin/sh\nexec sleep 600\n");
        GitRepository slow = GitRepository.Open(_repository.Root, searchPath: _repository.PathOf("bin"))!;

        GitException failure = await Should.ThrowAsync<GitException>(() => slow.ListHistoryAsync(["a"], TimeSpan.FromMilliseconds(20)));

        failure.IsTransient.ShouldBeTrue();
        failure.IsUnavailable.ShouldBeFalse();
    }

    [Fact]
    public async Task Names_that_look_like_options_or_hold_any_character_are_names()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such names on Windows");
        string[] names = ["--help", "a\nb", "ü \"x\"", ":(top)c"];
        foreach (string name in names)
        {
            _repository.With(name, name);
        }

        _repository.Git("--literal-pathspecs", "add", "--", "--help", "a\nb", "ü \"x\"", ":(top)c");
        GitRepository repository = _repository.Open();

        (await repository.ListTrackedAsync(names)).ShouldBe(names, ignoreOrder: true);
        (await repository.ListNotIgnoredAsync(names)).ShouldBe(names);
        Text(await repository.ReadStagedAsync("--help")).ShouldBe("--help");
    }

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content);
}
