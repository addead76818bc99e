using System.Diagnostics;

namespace DataJoint.Cli.Tests;

/// <summary>The hooks of <c>djc guard install</c>, run by git itself.</summary>
public sealed class ScanHookTests : IDisposable
{
    private const string Identity = "git config user.name test && git config user.email test@example.invalid && git config commit.gpgSign false";
    private const string Leak = "printf 'DJ_PASS=otter-Lamp-47\\n' > a.env";

    private readonly TemporaryProject _project = new();

    public ScanHookTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the commands are written for a POSIX shell");
        Run($"git init -q -b main . && {Identity} && echo 1 > a.env && git add a.env && git commit -q -m Begin && djc guard install").ShouldBe(0);
    }

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("git commit -q -a -m Leak")]
    [InlineData("git commit -q -m Leak a.env")]
    [InlineData("git commit -q -i -m Leak a.env")]
    [InlineData("git add a.env && git commit -q -m Leak")]
    [InlineData("mkdir sub && cd sub && git commit -q -m Leak ../a.env")]
    public void A_commit_in_any_form_is_stopped(string commit)
    {
        Run($"{Leak} && {commit}").ShouldNotBe(0);
        Run("test \"$(git log --format=%s)\" = Begin && echo 2 > a.env && git commit -q -a -m Good").ShouldBe(0);
    }

    [Fact]
    public void A_commit_in_a_linked_work_tree_is_stopped()
    {
        Run("git worktree add -q linked && cd linked && echo 2 > a.env && git commit -q -a -m Good").ShouldBe(0);
        Run($"cd linked && {Leak} && git commit -q -a -m Leak").ShouldNotBe(0);
        Run($"cd linked && {Leak} && git commit -q -m Leak a.env").ShouldNotBe(0);
    }

    [Fact]
    public void A_push_is_scanned_for_what_that_remote_does_not_have()
    {
        Run("for name in one two; do git init -q --bare $name.git && git remote add $name \"$PWD/$name.git\"; done; git push -q one main").ShouldBe(0);
        Run($"{Leak} && git commit -q --no-verify -a -m 'A leak' && git push -q --no-verify one main && echo 3 > a.env && git commit -q -a -m Good").ShouldBe(0);
        Run("git push -q one main").ShouldBe(0);
        Run("git push -q two main").ShouldNotBe(0);
        Run("git push -q two 'HEAD^{/A leak}:refs/heads/x'").ShouldNotBe(0);
        Run("git push -q \"$PWD/two.git\" main").ShouldNotBe(0);
    }

    private int Run(string commands)
    {
        ProcessStartInfo start = new("sh", ["-c", commands]) { WorkingDirectory = _project.Root, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = Path.GetDirectoryName(DjcProcess.Program) + Path.PathSeparator + start.Environment["PATH"];
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("DJ_", StringComparison.Ordinal) || n.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        using Process shell = Process.Start(start)!;
        Task<string> complaint = shell.StandardError.ReadToEndAsync();
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        TestContext.Current.TestOutputHelper?.WriteLine($"{commands}\n{output}{complaint.Result}");
        return shell.ExitCode;
    }
}
