using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>What a purge does with contents, messages, names, tags and empty commits, and what it tells.</summary>
public sealed class PurgedContentTests : IDisposable
{
    private const string Value = PurgeKinds.Value;
    private const string Init = "git init -q -b main .; c() { git add -A; git commit -q -m \"$1\"; }\n";

    private readonly PurgeRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("plain", "printf 'DJ_PASS=otter-Lamp-4711\\n' > f", "DJ_PASS=***REMOVED***")]
    [InlineData("in a URL", "echo mysql://ana:otter-Lamp-4711@db/lab > f", "mysql://ana:***REMOVED***@db/lab")]
    [InlineData("twice", "echo otter-Lamp-4711,otter-Lamp-4711 > f", "***REMOVED***,***REMOVED***")]
    [InlineData("base64", "printf otter-Lamp-4711 | base64 > f", "***REMOVED***")]
    [InlineData("hexadecimal", "printf otter-Lamp-4711 | od -An -tx1 | tr -d ' \\n' > f; echo >> f", "***REMOVED***")]
    [InlineData("JSON", "printf '{ \"password\": \"otter-Lamp-4711\" }' > f", "{ \"password\": \"***REMOVED***\" }")]
    [InlineData("line ends of Windows", "printf 'p: otter-Lamp-4711\\r\\n' > f", "p: ***REMOVED***\r")]
    [InlineData("bytes that are not UTF-8", "printf '\\351 otter-Lamp-4711' > f", "\u00e9 ***REMOVED***")]
    [InlineData("UTF-16", "printf 'password: otter-Lamp-4711' | iconv -t UTF-16LE > f", "p\0a\0s\0s\0w\0o\0r\0d\0:\0 \0*\0*\0*\0R\0E\0M\0O\0V\0E\0D\0*\0*\0*\0")]
    [InlineData("among bytes", "printf 'a\\000otter-Lamp-4711\\000b' > f", "a\0***REMOVED***\0b")]
    public async Task A_value_is_replaced(string form, string script, string expected)
    {
        _repository.Run(Init + script + "; c Add");
        (await RunAsync(Value)).Proof.Remains.ShouldBeEmpty(form);
        _repository.Says("cat-file", "blob", "HEAD:f").ShouldBe(expected);
    }

    [Fact]
    public async Task A_short_value_goes_where_a_name_says_what_it_is()
    {
        _repository.Run(Init + "printf 'password = simple\\nthis is simple\\n' > f; c Add");
        (await RunAsync("simple")).Proof.Remains.ShouldBeEmpty();
        _repository.Says("cat-file", "blob", "HEAD:f").ShouldBe("password = ***REMOVED***\nthis is simple");
    }

    [Fact]
    public async Task Messages_names_of_people_and_of_files_and_notes_lose_the_value_too()
    {
        _repository.Run(Init + $"echo 1 > a{Value}b.txt; mkdir {Value}; echo 2 > {Value}/x; c 'Use {Value}'; git tag -a -m 'For {Value}' v1; git notes add -m 'Was {Value}'; git commit -q --allow-empty --author='{Value} <a@b>' -m Next; echo w > x; git add x; git stash push -q -m 'work {Value}'");
        (await RunAsync(Value)).Proof.Remains.ShouldBeEmpty();
        _repository.Says("ls-tree", "-r", "--name-only", "HEAD").ShouldBe("***REMOVED***/x\na***REMOVED***b.txt");
        _repository.Says("log", "-1", "--format=%an").ShouldBe("***REMOVED***");
        _repository.Says("log", "-1", "--format=%s", "HEAD~1").ShouldBe("Use ***REMOVED***");
        _repository.Says("tag", "-n", "-l", "v1").ShouldContain("For ***REMOVED***");
        _repository.Says("notes", "show", "HEAD~1").ShouldBe("Was ***REMOVED***");
        _repository.Says("stash", "list").ShouldBe("stash@{0}: On main: work ***REMOVED***");
    }

    [Fact]
    public async Task Findings_of_a_scan_are_found_again_and_replaced()
    {
        _repository.Run(Init + "printf 'import datajoint as dj\\ndj.config[\"database.password\"] = \"violet-Anker\"\\n' > load.py; echo 'a violet-Ankers' > other.txt; c Add; git rm -q load.py; git commit -qm Gone; git tag v1");
        LeakReport report = await new LeakScanner().ScanHistoryAsync(Git.GitRepository.Open(_repository.Root)!, null, TestContext.Current.CancellationToken);
        string[] fingerprints = [.. report.Leaks.Select(leak => leak.Fingerprint)];
        fingerprints.ShouldHaveSingleItem();
        PurgeResult result = await RunAsync(new PurgeOptions { Fingerprints = [.. fingerprints, "0123456789abcdef"] });
        result.Proof.Remains.ShouldBeEmpty();
        result.Plan.Notices.ShouldContain(notice => notice.Contains("not in the history", StringComparison.Ordinal));
        _repository.Says("cat-file", "blob", "HEAD~1:load.py").ShouldBe("import datajoint as dj\ndj.config[\"database.password\"] = \"***REMOVED***\"");
        (await new LeakScanner().ScanHistoryAsync(Git.GitRepository.Open(_repository.Root)!, null, TestContext.Current.CancellationToken)).Leaks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_of_the_purged_content_itself_goes()
    {
        _repository.Run(PurgeKinds.Base + $"git tag blob HEAD~1:{PurgeKinds.Path}; git tag -a -m Blob blob2 HEAD~3:{PurgeKinds.Path}; git tag -a -m Two blob3 blob2; git tag keep HEAD:a.txt");
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] });
        result.Proof.Remains.ShouldBeEmpty();
        result.Plan.Refs.Where(target => target.New is null).Select(target => target.Name).ShouldBe(["refs/tags/blob", "refs/tags/blob2", "refs/tags/blob3"]);
        _repository.Says("tag").ShouldBe("keep");
        _repository.SaysAbout("", "cat-file", "--batch-all-objects", "--batch").ShouldNotContain(Value);
    }

    [Fact]
    public async Task A_directory_goes_with_all_below_and_what_is_only_alike_stays()
    {
        _repository.Run(Init + "mkdir -p .secrets/a x; echo 1 > .secrets/p; echo 2 > .secrets/a/q; echo 3 > .secretsx; echo 4 > x/.secrets; c Add; echo 5 >> .secrets/p; c Change");
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [".secrets"] });
        result.Plan.Files.Select(file => (file.Path, file.Versions, file.IsRemoved)).ShouldBe([(".secrets/a/q", 1, true), (".secrets/p", 2, true)]);
        _repository.Says("log", "--all", "--format=", "--name-only").Split('\n').Distinct().ShouldBe([".secretsx", "x/.secrets"]);
        File.Exists(Path.Combine(_repository.Root, ".secrets", "p")).ShouldBeTrue("files of the work tree stay");
        _repository.Says("log", "--format=%s").ShouldBe("Change\nAdd");
    }

    [Fact]
    public async Task Commits_that_are_left_without_a_change_can_be_dropped()
    {
        _repository.Run(PurgeKinds.Base + "git commit -q --allow-empty -m Empty; git tag v1 HEAD~2");
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path], PrunesEmpty = true });
        result.Proof.Remains.ShouldBeEmpty();
        result.Plan.PrunedCommits.ShouldBe(1);
        _repository.Says("log", "--format=%s").ShouldBe("Empty\nTake it out\nSecond\nAdd the settings\nFirst");
        _repository.Says("log", "-1", "--format=%s", "v1").ShouldBe("Second");
    }

    [Fact]
    public async Task The_backup_is_for_its_owner_alone_and_brings_everything_back()
    {
        _repository.Run(PurgeKinds.Base + "git tag -a -m One v1 HEAD~1; echo d > a.txt; git stash -q; echo e > a.txt; git stash -q; git checkout -q --detach HEAD~2");
        string before = _repository.Says("for-each-ref");
        string stash = _repository.Says("rev-parse", "stash@{1}");
        string head = _repository.Says("rev-parse", "HEAD");
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] });
        result.BackupFile.ShouldBe(_repository.BackupFile);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_repository.BackupFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _repository.Says("init", "-q", "--bare", "../back.git");
        _repository.Root = Path.Combine(_repository.Outer, "back.git");
        _repository.Says("fetch", "-q", "../backup.bundle", "refs/*:refs/*");
        foreach (string line in before.Split('\n'))
        {
            _repository.Says("for-each-ref").ShouldContain(line);
        }

        _repository.Says("rev-parse", "refs/djc-backup/stash/1").ShouldBe(stash);
        _repository.Says("rev-parse", "refs/djc-backup/HEAD").ShouldBe(head);
        _repository.Says("fsck", "--strict", "--no-dangling").ShouldBeEmpty();
    }

    [Fact]
    public async Task Signed_commits_and_tags_are_named_and_contents_of_Git_LFS_too()
    {
        string digits = new('a', 64);
        _repository.Run(PurgeKinds.ScriptOf("signed commits") + $"\ngit reset -q --hard; git checkout -q -b lfs HEAD~3; printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:{digits}\\nsize 3\\n' > {PurgeKinds.Path}; git commit -qam Pointer; mkdir -p .git/lfs/objects/aa/aa; echo big > .git/lfs/objects/aa/aa/{digits}; git checkout -q main");
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] });
        result.Plan.Signatures.ShouldHaveSingleItem().Subject.ShouldBe("Take it out");
        result.Plan.Notices.ShouldContain(notice => notice.Contains(digits, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_signed_is_signed_again_with_the_key_of_the_user()
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "ssh-keygen"))), "there is no ssh-keygen");
        _repository.Run(
            PurgeKinds.Base + """
            ssh-keygen -q -t ed25519 -N '' -f ../key; echo "ana@example.invalid $(cat ../key.pub)" > ../signers
            git config gpg.format ssh; git config user.signingkey "$(cd .. && pwd)/key"; git config gpg.ssh.allowedSignersFile "$(cd .. && pwd)/signers"
            git commit -q -S --allow-empty -m Signed; git tag -s -m Tag v1; git commit -q --allow-empty -m 'Not signed'
            """);
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path], Signs = true });
        result.Proof.Remains.ShouldBeEmpty();
        result.Plan.Signatures.Select(signature => signature.Type).ShouldBe(["commit", "tag"]);
        _repository.Try("verify-commit", "HEAD~1").ShouldSatisfyAllConditions(verified => verified.ExitCode.ShouldBe(0, verified.Output));
        _repository.Try("verify-tag", "v1").ShouldSatisfyAllConditions(verified => verified.ExitCode.ShouldBe(0, verified.Output));
        _repository.Says("log", "-1", "--format=%G?", "HEAD").ShouldBe("N");
    }

    [Fact]
    public async Task A_second_purge_adds_to_the_map_of_commits()
    {
        _repository.Run(PurgeKinds.Base);
        string first = _repository.Says("rev-parse", "HEAD");
        await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] });
        string second = _repository.Says("rev-parse", "HEAD");
        File.Delete(_repository.BackupFile);
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = ["app.py"] });
        string[] map = await File.ReadAllLinesAsync(result.CommitMapFile!, TestContext.Current.CancellationToken);
        map.ShouldContain($"{first} {second}");
        map.ShouldContain($"{second} {_repository.Says("rev-parse", "HEAD")}");
    }

    private Task<PurgeResult> RunAsync(string value) => RunAsync(new PurgeOptions { Values = [new Secret(value)] });

    private Task<PurgeResult> RunAsync(PurgeOptions options)
    {
        options.BackupFile = _repository.BackupFile;
        return new RepositoryPurge(_repository.Root, options).RunAsync(TestContext.Current.CancellationToken);
    }
}
