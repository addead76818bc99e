using System.Diagnostics;

namespace DataJoint.Cli.Tests;

public sealed class GuardCommandTests
{
    [Fact]
    public void The_hooks_of_another_repository_are_left_alone()
    {
        using TemporaryProject other = new();
        using TemporaryProject project = new();
        Git(other.Root, "init", "-q");
        Git(project.Root, "init", "-q");
        Git(project.Root, "config", "core.hooksPath", Path.Combine(other.Root, ".git", "hooks"));
        DjcResult result = new Djc(project).Run("guard", "install");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("which other repositories share");
        File.Exists(Path.Combine(other.Root, ".git", "hooks", "pre-commit")).ShouldBeFalse();
    }

    [Fact]
    public void A_repository_whose_files_are_elsewhere_is_guarded()
    {
        using TemporaryProject elsewhere = new();
        using TemporaryProject project = new();
        Git(project.Root, "init", "-q", "--separate-git-dir", Path.Combine(elsewhere.Root, "store"));
        new Djc(project).Run("guard", "install").ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(elsewhere.Root, "store", "hooks", "pre-commit")).ShouldBeTrue();
        new Djc(project).Run("guard", "status").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_hook_that_is_left_from_before_is_named()
    {
        using TemporaryProject project = new();
        Git(project.Root, "init", "-q");
        project.Write(".git/hooks/pre-push.before-djc", "#!/bin/sh\n");
        DjcResult result = new Djc(project).Run("guard", "install");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("pre-push.before-djc");
        File.Exists(Path.Combine(project.Root, ".git", "hooks", "pre-commit")).ShouldBeFalse();
    }

    [Fact]
    public void Lines_that_somebody_added_are_told()
    {
        using TemporaryProject project = new();
        Git(project.Root, "init", "-q");
        new Djc(project).Run("guard", "install").ExitCode.ShouldBe(0);
        File.AppendAllText(Path.Combine(project.Root, ".git", "hooks", "pre-commit"), "npm test\n");
        new Djc(project).Run("guard", "install").ExitCode.ShouldBe(0);
        new Djc(project).Run("guard", "uninstall").Output.ShouldBe(".git/hooks/pre-commit: changed by hand, left as it is\n.git/hooks/pre-push: removed\n");
        File.ReadAllText(Path.Combine(project.Root, ".git", "hooks", "pre-commit")).ShouldEndWith("npm test\n");
    }

    private static void Git(string directory, params string[] words)
    {
        ProcessStartInfo start = new("git", words) { WorkingDirectory = directory, RedirectStandardError = true };
        using Process git = Process.Start(start).ShouldNotBeNull();
        string complaint = git.StandardError.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, complaint);
    }
}
