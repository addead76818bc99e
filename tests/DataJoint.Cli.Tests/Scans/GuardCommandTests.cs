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

        new Djc(other).Run("guard", "install").ExitCode.ShouldBe(0);
        new Djc(project).Run("guard", "uninstall").ExitCode.ShouldBe(1);
        File.Exists(Path.Combine(other.Root, ".git", "hooks", "pre-commit")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(".githooks", true)]
    [InlineData(".git/hooks", false)]
    public void A_link_to_the_hooks_of_another_repository_is_not_followed(string link, bool isConfigured)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right of their own");
        using TemporaryProject other = new();
        using TemporaryProject project = new();
        Git(other.Root, "init", "-q");
        Git(project.Root, "init", "-q");
        string path = Path.Combine(project.Root, link);
        if (isConfigured)
        {
            Git(project.Root, "config", "core.hooksPath", link);
        }
        else
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateSymbolicLink(path, Path.Combine(other.Root, ".git", "hooks"));
        DjcResult result = new Djc(project).Run("guard", "install");
        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldContain(" leads to ");
        result.Error.ShouldContain("which other repositories share");
        File.Exists(Path.Combine(other.Root, ".git", "hooks", "pre-commit")).ShouldBeFalse();
    }

    [Fact]
    public void A_repository_that_is_reached_through_a_link_is_guarded()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right of their own");
        using TemporaryProject project = new();
        using TemporaryProject elsewhere = new();
        Git(project.Root, "init", "-q");
        string real = Path.Combine(elsewhere.Root, "hooks");
        Directory.CreateDirectory(Path.Combine(project.Root, "shared", "hooks"));
        Directory.CreateSymbolicLink(real, Path.Combine(project.Root, "shared", "hooks"));
        Git(project.Root, "config", "core.hooksPath", real);
        new Djc(project).Run("guard", "install").ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(project.Root, "shared", "hooks", "pre-commit")).ShouldBeTrue();
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
