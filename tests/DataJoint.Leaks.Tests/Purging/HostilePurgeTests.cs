using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>A purge runs no program that the repository names.</summary>
public sealed class HostilePurgeTests : IDisposable
{
    /// <summary>Every setting that could name one, and files that are younger than the index, so that git compares their contents.</summary>
    private const string Hostile =
        """
        printf '#!/bin/sh\necho "$0" >> %s/ran\ncat 2> /dev/null\n' "$(cd .. && pwd)" > ../evil; chmod +x ../evil; evil="$(cd .. && pwd)/evil"
        printf '* filter=evil diff=evil merge=evil\n*.txt filter=a=b\n' > .gitattributes; git add .gitattributes; git commit -qm Attributes
        touch -d 2100-01-01 app.py a.txt sub/deep/b.txt; git add .; git status > /dev/null; touch -d 2100-01-01 app.py
        for name in evil a=b 'two words'; do
        printf '[filter "%s"]\nclean = %s\nsmudge = %s\nprocess = %s\nrequired = true\n' "$name" "$evil" "$evil" "$evil" >> .git/config; done
        printf '[Filter "Other"]\nClean = %s\n' "$evil" >> .git/config
        for name in diff.external diff.evil.command diff.evil.textconv merge.evil.driver core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy \
            core.alternateRefsCommand gpg.program gpg.ssh.program uploadpack.packObjectsHook credential.helper; do git config "$name" "$evil"; done
        git config alias.update-index "!$evil"
        for hook in reference-transaction post-index-change pre-auto-gc post-rewrite post-checkout post-commit; do cp ../evil ".git/hooks/$hook"; done

        """;

    private readonly PurgeRepository _repository = new();

    private string Ran => Path.Combine(_repository.Outer, "ran");

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_filter_hook_or_other_program_of_the_repository_runs(bool isPath)
    {
        _repository.Run(PurgeKinds.Base + Hostile + "git clone -q --bare . ../origin.git; git worktree add -q --no-checkout ../tree HEAD~1 2> /dev/null; rm -f ../ran");
        PurgeOptions options = new() { BackupFile = _repository.BackupFile };
        options.Paths = isPath ? [PurgeKinds.Path] : [];
        options.Values = isPath ? [] : [new Secret(PurgeKinds.Value)];
        RepositoryPurge purge = new(_repository.Root, options);
        await purge.PlanAsync(TestContext.Current.CancellationToken);
        (await purge.RunAsync(TestContext.Current.CancellationToken)).Proof.Remains.ShouldBeEmpty();
        await purge.ExamineRemoteAsync(Path.Combine(_repository.Outer, "origin.git"), TestContext.Current.CancellationToken);
        (File.Exists(Ran) ? await File.ReadAllTextAsync(Ran, TestContext.Current.CancellationToken) : "").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filter_that_git_cannot_be_told_to_leave_out_is_refused()
    {
        _repository.Run(
            PurgeKinds.Base + Hostile + "printf '[filter \"b\\351\"]\\nclean = %s\\n' \"$evil\" >> .git/config; printf '* filter=b\\351\\n' > .git/info/attributes; rm -f ../ran");
        RepositoryPurge purge = new(_repository.Root, new PurgeOptions { Paths = [PurgeKinds.Path], BackupFile = _repository.BackupFile });
        (await Should.ThrowAsync<PurgeException>(() => purge.RunAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("a filter");
        File.Exists(Ran).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_that_the_repository_names_signs()
    {
        _repository.Run(PurgeKinds.Base + Hostile + "git config gpg.openpgp.program \"$evil\"; git config gpg.format x509; git config gpg.x509.program ./evil; cp ../evil .; cp ../evil gpgsm; git config user.signingkey ana");
        _repository.Run("git cat-file commit HEAD | sed '/^committer/a gpgsig -----BEGIN PGP SIGNATURE-----\\n \\n abc\\n -----END PGP SIGNATURE-----' > ../t; git update-ref refs/heads/main $(git hash-object -t commit -w ../t); rm -f ../ran");
        RepositoryPurge purge = new(_repository.Root, new PurgeOptions { Paths = [PurgeKinds.Path], Signs = true, BackupFile = _repository.BackupFile });
        await Should.ThrowAsync<PurgeException>(() => purge.RunAsync(TestContext.Current.CancellationToken));
        File.Exists(Ran).ShouldBeFalse();
    }

    [Theory]
    [InlineData("logs")]
    [InlineData("logs/HEAD")]
    [InlineData("logs/refs")]
    [InlineData("logs/refs/heads")]
    [InlineData("logs/refs/heads/main")]
    [InlineData("logs/refs/heads/config")]
    [InlineData("refs")]
    [InlineData("refs/heads")]
    [InlineData("refs/heads/main")]
    [InlineData("refs/heads/hooks")]
    [InlineData("refs/notes")]
    [InlineData("objects")]
    [InlineData("objects/pack")]
    [InlineData("objects/info")]
    [InlineData("objects/info/commit-graphs")]
    [InlineData("objects/info/commit-graphs/graph-1.graph")]
    [InlineData("objects/incoming-1/aa")]
    [InlineData("info")]
    [InlineData("worktrees", "not a git repository")]
    [InlineData("worktrees/tree", "not a git repository")]
    [InlineData("worktrees/tree/logs")]
    [InlineData("worktrees/tree/index")]
    [InlineData("index")]
    [InlineData("HEAD", "not in a git repository")]
    [InlineData("packed-refs")]
    [InlineData("rr-cache")]
    [InlineData("djc-purge")]
    [InlineData("logs/refs/heads/A/link")]
    public async Task A_link_inside_the_repository_is_refused_before_anything_is_changed(string name, string message = "is a link")
    {
        string deep = string.Join('/', Enumerable.Repeat("d", 200));
        string link = name.Replace("/A/", $"/{deep}/", StringComparison.Ordinal);
        _repository.Run(
            PurgeKinds.Base
            + $"""
            git worktree add -q -b tree ../tree HEAD~1; git branch config; git branch hooks; git notes add -m Note HEAD~1; git pack-refs --no-prune; mkdir -p .git/rr-cache
            p=".git/{link}"; mkdir -p "$(dirname "$p")"; if [ -e "$p" ]; then mv "$p" ../moved; else mkdir ../moved; echo keep > ../moved/keep; fi
            ln -s "$(cd .. && pwd)/moved" "$p"
            """);
        Dictionary<string, string> before = ReadFiles();
        RepositoryPurge purge = new(_repository.Root, new PurgeOptions { Paths = [PurgeKinds.Path], BackupFile = _repository.BackupFile });
        (await Should.ThrowAsync<PurgeException>(() => purge.RunAsync(TestContext.Current.CancellationToken))).Message.ShouldContain(message);
        ReadFiles().ShouldBe(before, ignoreOrder: true);
    }

    private Dictionary<string, string> ReadFiles() => Directory.EnumerateFiles(_repository.Outer, "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
}
