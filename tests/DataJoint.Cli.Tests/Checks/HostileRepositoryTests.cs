using System.Diagnostics;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

public sealed class HostileRepositoryTests : IDisposable
{
    private readonly CheckProject _project = new CheckProject().WithServer().With(".gitignore", ".secrets/\n").WithRepository();

    private string Marker => _project.PathOf("it-ran");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Nothing_that_the_repository_configures_is_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the traps are shell scripts");
        string trap = WriteTrap("trap.sh");
        _project.With(".gitattributes", "* filter=trap diff=trap\n").Commit("datajoint.json", ".gitattributes");
        foreach (string key in (string[])["core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external", "filter.trap.clean",
            "filter.trap.smudge", "filter.trap.process", "diff.trap.textconv", "core.askPass", "alias.ls-files"])
        {
            _project.Git("config", key, key.StartsWith("alias", StringComparison.Ordinal) ? "!" + trap : trap);
        }

        foreach (string hook in (string[])["post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc"])
        {
            File.Copy(trap, _project.PathOf(".git/hooks/" + hook), overwrite: true);
        }

        File.SetLastWriteTimeUtc(_project.PathOf("datajoint.json"), DateTime.UnixEpoch);
        CheckDocument document = _project.Check("--offline", "--fix");

        document.Exit.ShouldBe(0, document.Text);
        File.Exists(Marker).ShouldBeFalse();
    }

    [Fact]
    public void A_repository_that_fetches_what_it_lacks_runs_no_transport()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the wrapper is a shell script");
        using CheckProject tools = new();
        Directory.CreateDirectory(tools.PathOf("bin"));
        ExecutableFile.Write(tools.PathOf("bin/git"), $"#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nPATH='{Environment.GetEnvironmentVariable("PATH")}' exec git \"$@\"\n");
        _project.Commit("datajoint.json").Git("config", "core.repositoryFormatVersion", "1").Git("config", "extensions.partialClone", "origin")
            .Git("config", "remote.origin.promisor", "true").Git("config", "remote.origin.url", "ext::touch " + Marker)
            .Git("config", "protocol.ext.allow", "always");
        string tree = _project.GitSays("rev-parse", "HEAD^{tree}");
        File.Delete(_project.PathOf($".git/objects/{tree[..2]}/{tree[2..]}"));

        RunProcess(("PATH", tools.PathOf("bin"))).Output.ShouldContain("git-tracked");

        File.Exists(Marker).ShouldBeFalse();
    }

    [Fact]
    public void A_program_called_git_in_the_project_is_not_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the trap is a shell script");
        WriteTrap("git");

        (int exit, string output) = RunProcess(("PATH", ".:" + Environment.GetEnvironmentVariable("PATH")));

        exit.ShouldBe(0, output);
        output.ShouldContain("git-ignore");
        File.Exists(Marker).ShouldBeFalse();
    }

    [Fact]
    public void The_variables_of_a_hook_do_not_lead_to_another_repository()
    {
        using CheckProject other = new CheckProject().WithRepository();
        _project.Commit(".secrets/database.user");

        (int exit, string output) = RunProcess(("GIT_DIR", other.PathOf(".git")), ("GIT_WORK_TREE", other.Root), ("GIT_INDEX_FILE", other.PathOf("index")));

        exit.ShouldBe(1, output);
        output.ShouldContain(".secrets/database.user is tracked");
    }

    [Fact]
    public void Without_git_the_checks_are_skipped_and_say_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the built program finds its runtime through PATH there");

        (int exit, string output) = RunProcess(("PATH", _project.Root));

        exit.ShouldBe(0, output);
        output.ShouldContain("git is not installed");
    }

    private string WriteTrap(string name)
    {
        _project.With(name, $"#!/bin/sh\ntouch '{Marker}'\n").Mode(name, "0755");
        return _project.PathOf(name);
    }

    private (int Exit, string Output) RunProcess(params (string Name, string Value)[] variables)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "djc.exe" : "djc");
        ProcessStartInfo start = new(program, ["check", "--offline"]) { WorkingDirectory = _project.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("DJ_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
