using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>Where a purge could not be whole, or would lose work, it changes nothing and says what to do.</summary>
public sealed class RefusedPurgeTests : IDisposable
{
    private const string Restore = $"git checkout -q HEAD~1 -- {PurgeKinds.Path}; git reset -q; ";

    /// <summary>Each with a word of the message, for a path and a value.</summary>
    private static readonly Dictionary<string, (string Script, string Message)> Scripts = new()
    {
        ["rebase"] = ("git checkout -q -b side HEAD~2; echo x > app.py; git commit -qam Side; git checkout -q main; echo y > app.py; git commit -qam Main; git rebase -q side > /dev/null 2>&1 || true", "a rebase is in progress"),
        ["merge"] = ("git checkout -q -b side HEAD~2; echo x > app.py; git commit -qam Side; git checkout -q main; echo y > app.py; git commit -qam Main; git merge -q side > /dev/null 2>&1 || true", "a merge is in progress"),
        ["cherry-pick"] = ("git checkout -q -b side HEAD~2; echo x > app.py; git commit -qam Side; git checkout -q main; echo y > app.py; git commit -qam Main; git cherry-pick side > /dev/null 2>&1 || true", "a cherry-pick is in progress"),
        ["bisect"] = ("git bisect start -q HEAD HEAD~3 > /dev/null", "a bisect is in progress"),
        ["rebase in another work tree"] = ("git worktree add -q ../tree; mkdir .git/worktrees/tree/rebase-merge", "a rebase is in progress"),
        ["staged path"] = (Restore + $"git add -f {PurgeKinds.Path}", "the index of"),
        ["path that is staged in another work tree"] = ($"git worktree add -q ../tree; cd ../tree; git checkout -q HEAD~1 -- {PurgeKinds.Path}", "the index of"),
        ["changed file"] = ($"git checkout -q HEAD~1; echo '# {PurgeKinds.Value}' >> {PurgeKinds.Path}", "a file of"),
        ["solved by nobody"] = ("git checkout -q -b side HEAD~2; echo x > app.py; git commit -qam Side; git checkout -q main; echo y > app.py; git commit -qam Main; git read-tree HEAD; (b=$(git rev-parse HEAD:app.py); for s in 1 2 3; do printf '100644 %s %s\\tapp.py\\n' $b $s; done) | git update-index --index-info", "a merge is not done"),
        ["borrowed objects"] = ("git clone -q --shared . ../shared", "borrows objects"),
        ["objects that others borrow"] = ("git config core.repositoryFormatVersion 1; git config extensions.preciousObjects true", "others borrow"),
        ["shallow clone"] = ("git clone -q --depth 2 file://$PWD ../shared", "shallow"),
        ["partial clone"] = ("git config uploadpack.allowFilter true; git clone -q --filter=blob:none file://$PWD ../shared", "partial"),
        ["lock of the index"] = ("touch .git/index.lock", "another program"),
        ["lock of a ref"] = ("touch .git/refs/heads/main.lock", "another program"),
        ["collection under way"] = ("echo 1 host > .git/gc.pid", "another program"),
        ["ref that leads nowhere"] = ("echo 1234567890123456789012345678901234567890 > .git/refs/heads/lost", "missing"),
        ["missing commit"] = ("id=$(git rev-parse HEAD~2); rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)", "missing"),
        ["missing tree"] = ("id=$(git rev-parse HEAD~2^{tree}); rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)", "missing"),
        ["missing content"] = ("id=$(git rev-parse HEAD:a.txt); rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)", "cannot"),
        ["damaged commit"] = ("id=$(git rev-parse HEAD~2); f=.git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-); chmod u+w $f; echo broken > $f", "git cannot"),
    };

    /// <summary>The same for a value alone.</summary>
    private static readonly Dictionary<string, (string Script, string Message)> ValueScripts = new()
    {
        ["staged value"] = ($"echo 'x = {PurgeKinds.Value}' > app.py; git add app.py", "the index of"),
        ["changed file with the value"] = ($"echo 'x = {PurgeKinds.Value}' > app.py", "a file of"),
        ["branch with the value as its name"] = ($"git branch {PurgeKinds.Value}", "the name of a ref"),
        ["address of a remote"] = ($"git remote add origin https://ana:{PurgeKinds.Value}@example.invalid/lab", "config of the repository"),
        ["archive"] = ($"printf 'DJ_PASS={PurgeKinds.Value}' | gzip > data.gz; git add data.gz; git commit -qm Archive", "data.gz holds the value"),
        ["names that become one"] = ($"echo 1 > {PurgeKinds.Value}; echo 2 > '***REMOVED***'; git add .; git commit -qm Names", "two names"),
    };

    private readonly PurgeRepository _repository = new();

    public static TheoryData<string, bool> Kinds =>
        new(Scripts.Keys.Select(kind => (kind, true)).Concat(Scripts.Keys.Concat(ValueScripts.Keys).Select(kind => (kind, false))));

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_is_changed_and_the_message_says_why(string kind, bool isPath)
    {
        (string script, string message) = Scripts.TryGetValue(kind, out (string, string) both) ? both : ValueScripts[kind];
        _repository.Run(PurgeKinds.Base + script);
        string shared = Path.Combine(_repository.Outer, "shared");
        _repository.Root = Directory.Exists(shared) ? shared : _repository.Root;
        Dictionary<string, byte[]> before = ReadFiles();
        PurgeOptions options = new() { BackupFile = _repository.BackupFile };
        options.Paths = isPath ? [PurgeKinds.Path] : [];
        options.Values = isPath ? [] : [new Secret(PurgeKinds.Value)];
        Exception refused = await Should.ThrowAsync<Exception>(() => new RepositoryPurge(_repository.Root, options).RunAsync(TestContext.Current.CancellationToken));
        Diagnostic diagnostic = refused.ShouldBeAssignableTo<IDataJointException>()!.Diagnostic;
        diagnostic.Message.ShouldContain(message);
        diagnostic.Hint.ShouldNotBeNullOrEmpty();
        $"{diagnostic.Message} {diagnostic.Hint}".ShouldNotContain(PurgeKinds.Value);
        Dictionary<string, byte[]> after = ReadFiles();
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        after.ShouldAllBe(file => file.Value.SequenceEqual(before[file.Key]));
        File.Exists(_repository.BackupFile).ShouldBeFalse();
    }

    [Theory]
    [InlineData(".git/index.lock")]
    [InlineData(".git/HEAD.lock")]
    [InlineData(".git/packed-refs.lock")]
    [InlineData(".git/config.lock")]
    [InlineData(".git/gc.pid")]
    [InlineData(".git/refs/heads/other.lock")]
    [InlineData(".git/refs/heads/deep/er/branch.lock")]
    [InlineData(".git/worktrees/tree/index.lock")]
    [InlineData(".git/worktrees/tree/refs/worktree/mark.lock")]
    public async Task A_lock_that_is_taken_while_the_purge_prepares_is_seen_before_refs_move(string file)
    {
        _repository.Run(PurgeKinds.Base + "git worktree add -q -b tree ../tree HEAD~1");
        string path = Path.Combine(_repository.Root, file);
        string refs = _repository.Says("for-each-ref");
        RepositoryPurge purge = new(_repository.Root, new PurgeOptions { Paths = [PurgeKinds.Path], BackupFile = _repository.BackupFile })
        {
            OnStep = step =>
            {
                if (step == Purging.PurgeStep.Refs)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.WriteAllText(path, "");
                }
            },
        };
        PurgeException refused = await Should.ThrowAsync<PurgeException>(() => purge.RunAsync(TestContext.Current.CancellationToken));
        refused.Message.ShouldContain("another program");
        refused.Message.ShouldContain(path);
        _repository.Says("for-each-ref").ShouldBe(refs);
        File.Exists(_repository.BackupFile).ShouldBeFalse();
        Directory.Exists(Path.Combine(_repository.GitDirectory, "djc-purge")).ShouldBeFalse();
        File.Delete(path);
        purge.OnStep = null;
        (await purge.RunAsync(TestContext.Current.CancellationToken)).Proof.Remains.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("secret.evn")]
    [InlineData("sub/none/x")]
    [InlineData("SECRET.ENV")]
    [InlineData("app.py/x")]
    public async Task A_path_that_no_commit_has_is_named(string path)
    {
        _repository.Run(PurgeKinds.Base + "echo staged > staged.txt; git add staged.txt");
        Dictionary<string, byte[]> before = ReadFiles();
        PurgeOptions options = new() { Paths = [PurgeKinds.Path, path, "sub/deep/"], BackupFile = _repository.BackupFile };
        RepositoryPurge purge = new(_repository.Root, options);
        (await purge.PlanAsync(TestContext.Current.CancellationToken)).MissingPaths.ShouldBe([path]);
        PurgeException refused = await Should.ThrowAsync<PurgeException>(() => purge.RunAsync(TestContext.Current.CancellationToken));
        refused.Message.ShouldStartWith($"{path} is in no commit");
        Dictionary<string, byte[]> after = ReadFiles();
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        after.ShouldAllBe(file => file.Value.SequenceEqual(before[file.Key]));
        options.Paths = ["staged.txt"];
        PurgeResult nothing = await purge.RunAsync(TestContext.Current.CancellationToken);
        nothing.Plan.MissingPaths.ShouldBe(["staged.txt"]);
        nothing.Plan.HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Directories_that_are_alike_and_a_path_inside_of_another_are_not_missing()
    {
        _repository.Run(PurgeKinds.Base + "mkdir one two; echo x > one/f; echo x > two/f; c Dirs; git rm -rq two; git commit -qm Gone; mkdir three; echo x > three/f; c Three; git tag tree HEAD:sub");
        PurgeOptions options = new() { Paths = ["one", "two", "three", "one/f", "sub/deep"], BackupFile = _repository.BackupFile };
        PurgeResult result = await new RepositoryPurge(_repository.Root, options).RunAsync(TestContext.Current.CancellationToken);
        result.Plan.MissingPaths.ShouldBeEmpty();
        result.Proof.Remains.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_path_that_an_interrupted_purge_has_taken_is_not_missing()
    {
        _repository.Run(PurgeKinds.Base);
        RepositoryPurge purge = new(_repository.Root, new PurgeOptions { Paths = [PurgeKinds.Path], BackupFile = _repository.BackupFile })
        {
            OnStep = step => _ = step == Purging.PurgeStep.Lists ? throw new InvalidOperationException("ended") : 0,
        };
        await Should.ThrowAsync<InvalidOperationException>(() => purge.RunAsync(TestContext.Current.CancellationToken));
        purge.OnStep = null;
        (await purge.PlanAsync(TestContext.Current.CancellationToken)).MissingPaths.ShouldBeEmpty();
        (await purge.RunAsync(TestContext.Current.CancellationToken)).Plan.MissingPaths.ShouldBeEmpty();
        (await purge.PlanAsync(TestContext.Current.CancellationToken)).MissingPaths.ShouldBe([PurgeKinds.Path]);
    }

    [Fact]
    public async Task Without_a_repository_there_is_nothing_to_purge()
    {
        _repository.Run("true");
        PurgeException refused = await Should.ThrowAsync<PurgeException>(
            () => new RepositoryPurge(_repository.Root, new PurgeOptions { Paths = ["a"] }).RunAsync(TestContext.Current.CancellationToken));
        refused.Message.ShouldContain("is not in a git repository");
    }

    /// <summary>Every file, but those that git writes when it only looks.</summary>
    private Dictionary<string, byte[]> ReadFiles() =>
        Directory.EnumerateFiles(_repository.Outer, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);
}
