using DataJoint.Git;
using DataJoint.Git.Tests;

namespace DataJoint.Leaks.Tests;

public sealed class GuardTests
{
    [Fact]
    public void A_hook_is_installed_twice_and_removed()
    {
        using TemporaryRepository repository = new();
        LeakGuard guard = new(repository.PathOf("hooks"));
        guard.Find("pre-commit").ShouldBe(GuardState.Missing);
        guard.Install("pre-commit");
        guard.Install("pre-commit");
        guard.Find("pre-commit").ShouldBe(GuardState.Installed);
        guard.KeepsOther("pre-commit").ShouldBeFalse();
        guard.Uninstall("pre-commit").ShouldBeTrue();
        guard.Uninstall("pre-commit").ShouldBeFalse();
        guard.Find("pre-commit").ShouldBe(GuardState.Missing);
    }

    [Fact]
    public void A_hook_that_was_there_comes_back()
    {
        using TemporaryRepository repository = new();
        repository.With("hooks/pre-push", "#!/bin/sh\nexit 7\n");
        LeakGuard guard = new(repository.PathOf("hooks"));
        guard.Find("pre-push").ShouldBe(GuardState.Other);
        guard.Install("pre-push");
        guard.KeepsOther("pre-push").ShouldBeTrue();
        guard.Uninstall("pre-push").ShouldBeTrue();
        File.ReadAllText(repository.PathOf("hooks/pre-push")).ShouldBe("#!/bin/sh\nexit 7\n");
    }

    [Fact]
    public async Task The_directory_of_hooks_is_the_one_that_git_uses()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        (await new GitObjects(repository.Open()).FindHooksAsync(TestContext.Current.CancellationToken)).ShouldEndWith(".git/hooks");
        repository.Git("config", "core.hooksPath", ".husky");
        (await new GitObjects(repository.Open()).FindHooksAsync(TestContext.Current.CancellationToken)).ShouldBe(repository.PathOf(".husky"));
    }
}
