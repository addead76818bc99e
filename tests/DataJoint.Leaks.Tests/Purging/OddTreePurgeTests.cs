using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>Trees that tags name themselves, trees of notes that no program writes, and names that become equal.</summary>
public sealed class OddTreePurgeTests : IDisposable
{
    private readonly PurgeRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_content_goes_from_each_tree_that_a_tag_names()
    {
        _repository.Run(
            PurgeKinds.Base
            + """
            blob=$(echo 'only in trees' | git hash-object -w --stdin)
            inner=$(printf '100644 blob %s\tsecret.txt\n' "$blob" | git mktree)
            git tag a-second -m Two "$(printf '100644 blob %s\tfoo\n' "$blob" | git mktree)"
            git tag first -m One "$(printf '040000 tree %s\ta\n' "$inner" | git mktree)"
            git tag z-second -m Three "$(printf '100644 blob %s\tbar\n' "$blob" | git mktree)"
            """);
        (await RunAsync("a/secret.txt")).Proof.Remains.ShouldBeEmpty();
        string id = _repository.SaysAbout("only in trees\n", "hash-object", "--stdin").Trim();
        _repository.Try("cat-file", "-e", id).ExitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("git tag -m Tree t TREE")]
    [InlineData("git update-ref refs/tags/t TREE")]
    public async Task A_tree_that_a_tag_names_is_examined_in_a_remote_repository(string command)
    {
        _repository.Run(
            PurgeKinds.Base
            + $"""
            inner=$(printf '100644 blob %s\tdatabase.password\n' "$(echo x | git hash-object -w --stdin)" | git mktree)
            {command.Replace("TREE", "$(printf '040000 tree %s\\t.secrets\\n' \"$inner\" | git mktree)", StringComparison.Ordinal)}
            git clone -q --bare . ../origin.git
            """);
        RepositoryPurge purge = new(_repository.Root, new PurgeOptions { Paths = [".secrets"] });
        (await purge.ExamineRemoteAsync(Path.Combine(_repository.Outer, "origin.git"), TestContext.Current.CancellationToken)).Remains.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("for i in 1 2 3 4 5 6 7 8 9 10; do tree=$(for j in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree %s\\td%s\\n' $tree $j; done | git mktree); done")]
    [InlineData("i=0; while [ $i -lt 100 ]; do tree=$(printf '040000 tree %s\\td\\n' $tree | git mktree); i=$((i + 1)); done")]
    public async Task A_tree_of_notes_that_git_never_writes_is_refused(string script)
    {
        _repository.Run(
            PurgeKinds.Base
            + $"""
            tree=$(printf '100644 blob %s\tx\n' "$(echo x | git hash-object -w --stdin)" | git mktree)
            {script}
            git update-ref refs/notes/commits "$(git commit-tree -m Notes $tree)"
            """);
        string before = _repository.Says("for-each-ref");
        (await Should.ThrowAsync<PurgeException>(() => RunAsync(PurgeKinds.Path))).Message.ShouldContain("a tree of notes");
        _repository.Says("for-each-ref").ShouldBe(before);
    }

    [Fact]
    public async Task A_file_and_a_directory_whose_names_become_equal_are_refused()
    {
        const string First = "otter-Lamp-471-river";
        const string Second = "otter-Lamp-472-river";
        _repository.Run(PurgeKinds.Base + $"mkdir {First}; echo a > {First}/a; echo b > {Second}; echo c > {Second}.b; c Names");
        RepositoryPurge purge = new(_repository.Root, new PurgeOptions { Values = [new Secret(First), new Secret(Second)], BackupFile = _repository.BackupFile });
        (await Should.ThrowAsync<PurgeException>(() => purge.RunAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("two names");
    }

    private Task<PurgeResult> RunAsync(string path) =>
        new RepositoryPurge(_repository.Root, new PurgeOptions { Paths = [path], BackupFile = _repository.BackupFile }).RunAsync(TestContext.Current.CancellationToken);
}
