namespace DataJoint.Git.Tests;

public sealed class HostileRepositoryTests : IDisposable
{
    private static readonly string[] Keys =
    [
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass", "diff.external", "diff.trap.textconv",
        "filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "gpg.program",
    ];

    private readonly TemporaryRepository _repository = new TemporaryRepository().Init();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Nothing_that_the_repository_configures_is_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the traps are shell scripts");
        string marker = _repository.PathOf("it-ran");
        string trap = _repository.With("trap.sh", $"#!/bin/sh\ntouch '{marker}'\n").Mode("trap.sh", "0755").PathOf("trap.sh");
        _repository.With(".gitattributes", "* filter=trap diff=trap\n").With("a", "1").Commit(".gitattributes", "a").With("a", "2").Commit("a");
        foreach (string key in Keys)
        {
            _repository.Git("config", key, trap);
        }

        foreach (string hook in (string[])["post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc"])
        {
            File.Copy(trap, _repository.PathOf(".git/hooks/" + hook), overwrite: true);
        }

        File.SetLastWriteTimeUtc(_repository.PathOf("a"), DateTime.UnixEpoch);
        GitRepository repository = _repository.Open();

        await repository.ListNotIgnoredAsync(["a"]);
        await repository.ListTrackedAsync(["."]);
        await repository.ListTrackedHereAsync(["*"]);
        await repository.ListCommittedAsync(".");
        await repository.ListCommittedHereAsync();
        await repository.ReadStagedAsync("a");
        await repository.ReadCommittedAsync("a");
        IReadOnlyList<GitBlob> history = await repository.ListHistoryAsync(["."], TimeSpan.FromMinutes(1));
        (await repository.ReadBlobsAsync(history.Select(blob => blob.Id), maxBytes: 1000)).Count.ShouldBe(3);

        File.Exists(marker).ShouldBeFalse();
    }

    [Fact]
    public void A_program_called_git_in_the_repository_is_not_taken()
    {
        string name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        _repository.With(name, "x").Mode(name, "0755");
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _repository.Root);

        Should.Throw<GitException>(() => GitRepository.Open(_repository.Root, "." + Path.PathSeparator + relative)).IsUnavailable.ShouldBeTrue();
    }
}
