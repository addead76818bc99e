using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>The commands that a purge prints bring a real remote repository to the same state, and touch nothing that others have done there.</summary>
public sealed class PushCommandTests : IDisposable
{
    private const string Remote = "git init -q --bare -b main ../origin.git; git remote add origin ../origin.git; ";

    private readonly PurgeRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_commands_name_branches_and_tags_of_a_remote_and_a_clone_of_it_is_clean_afterwards()
    {
        _repository.Run(
            PurgeKinds.Base + "git tag -a -m One v1 HEAD~1; git branch old HEAD~3;" + Remote + "git push -q origin main old:other v1; git fetch -q origin; git branch -q -D old");
        string main = _repository.Says("rev-parse", "main");
        string other = _repository.Says("rev-parse", "origin/other");
        string tag = _repository.Says("rev-parse", "v1");
        PurgeOptions options = new() { Paths = [PurgeKinds.Path], Values = [new Secret(PurgeKinds.Value)] };
        RepositoryPurge purge = new(_repository.Root, options);
        (await purge.ExamineRemoteAsync("origin", TestContext.Current.CancellationToken)).IsClean.ShouldBeFalse();
        PurgeResult result = await RunAsync(options);
        result.PushCommands.ShouldBe(
        [
            $"git push --force-with-lease=refs/heads/main:{main} origin refs/heads/main",
            $"git push --force-with-lease=refs/heads/other:{other} origin refs/remotes/origin/other:refs/heads/other",
            $"git push --force-with-lease=refs/tags/v1:{tag} origin refs/tags/v1",
        ]);
        Push(result);
        OfRemote("main").ShouldBe(_repository.Says("rev-parse", "main"));
        (await purge.ExamineRemoteAsync("origin", TestContext.Current.CancellationToken)).Remains.ShouldBeEmpty();
        (await purge.ExamineRemoteAsync(Path.Combine(_repository.Outer, "origin.git"), TestContext.Current.CancellationToken)).Remains.ShouldBeEmpty();
        PurgeException refused = await Should.ThrowAsync<PurgeException>(() => purge.ExamineRemoteAsync("ext::sh -c true", TestContext.Current.CancellationToken));
        refused.Message.ShouldContain("cannot be cloned");
    }

    [Fact]
    public async Task What_a_colleague_has_pushed_meanwhile_stays()
    {
        _repository.Run(
            PurgeKinds.Base + "git tag v1 HEAD~1;" + Remote
            + "git push -q origin main v1; git fetch -q; git clone -q ../origin.git ../colleague; cd ../colleague; echo work > work.txt; git add .; git commit -qm Work; git push -q");
        string theirs = OfRemote("main");
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] });
        Push(result).ShouldContain("stale info");
        OfRemote("main").ShouldBe(theirs);
        OfRemote("refs/tags/v1").ShouldBe(_repository.Says("rev-parse", "v1"));
    }

    [Fact]
    public async Task Tags_and_notes_that_the_remote_never_had_are_not_published()
    {
        _repository.Run(PurgeKinds.Base + Remote + "git push -q origin main; git fetch -q; git tag -a -m Mine mine HEAD~1; git tag light HEAD~1; git notes add -m Mine HEAD~1");
        Push(await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] })).ShouldContain("stale info");
        _repository.Says("ls-remote", "origin").Split('\n').Select(line => line.Split('\t')[1]).ShouldBe(["HEAD", "refs/heads/main"]);
    }

    [Fact]
    public async Task A_tag_of_what_is_gone_goes_there_too_while_it_is_the_same()
    {
        _repository.Run(PurgeKinds.Base + $"git tag file HEAD~1:{PurgeKinds.Path};" + Remote + "git push -q origin main file; git fetch -q");
        Push(await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] }));
        _repository.Says("ls-remote", "origin").ShouldNotContain("refs/tags/file");
    }

    [Fact]
    public async Task Without_tracking_branches_the_branches_are_those_of_the_repository()
    {
        _repository.Run(PurgeKinds.Base + Remote + "git push -q origin main; git update-ref -d refs/remotes/origin/main");
        Push(await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] }));
        OfRemote("main").ShouldBe(_repository.Says("rev-parse", "main"));
    }

    [Fact]
    public async Task A_name_that_a_shell_would_run_is_quoted_and_one_that_cannot_be_written_is_no_command()
    {
        const string Evil = "a;touch${IFS}ran;'b";
        _repository.Run(
            PurgeKinds.Base + $"git branch \"$(cat <<'END'\n{Evil}\nEND\n)\" HEAD~1; git branch \"$(printf 'b\\351;touch${{IFS}}ran')\" HEAD~1;" + Remote + "git push -q origin --all; git fetch -q");
        PurgeResult result = await RunAsync(new PurgeOptions { Paths = [PurgeKinds.Path] });
        result.PushCommands.Count(command => command.StartsWith("git push ", StringComparison.Ordinal)).ShouldBe(2);
        result.PushCommands.ShouldContain(command => command.StartsWith("# push by hand", StringComparison.Ordinal));
        Push(result);
        File.Exists(Path.Combine(_repository.Root, "ran")).ShouldBeFalse();
        OfRemote("refs/heads/" + Evil).ShouldBe(_repository.Says("rev-parse", "refs/heads/" + Evil));
    }

    /// <summary>What git says while it runs the commands as they are, one after the other.</summary>
    private string Push(PurgeResult result)
    {
        string script = Path.Combine(_repository.Outer, "push.txt");
        File.WriteAllText(script, string.Concat(result.PushCommands.Select(command => $"     {command}\n")));
        _repository.Run($"grep '^ *git push' ../push.txt | sh > ../said.txt 2>&1 || true");
        return File.ReadAllText(Path.Combine(_repository.Outer, "said.txt"));
    }

    private string OfRemote(string name) => _repository.Says("--git-dir=../origin.git", "rev-parse", name);

    private Task<PurgeResult> RunAsync(PurgeOptions options)
    {
        options.BackupFile = _repository.BackupFile;
        return new RepositoryPurge(_repository.Root, options).RunAsync(TestContext.Current.CancellationToken);
    }
}
