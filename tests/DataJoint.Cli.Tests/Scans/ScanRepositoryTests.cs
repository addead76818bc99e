using System.Diagnostics;

namespace DataJoint.Cli.Tests;

/// <summary>Repositories of every kind, as a scan meets them.</summary>
public sealed class ScanRepositoryTests : IDisposable
{
    private const string Leak = "DJ_PASS=otter-Lamp-47\n";
    private readonly TemporaryProject _origin = new();
    private readonly TemporaryProject _project = new();

    public ScanRepositoryTests()
    {
        Git(_origin.Write("a.env", Leak).Root, "init", "-q", "-b", "main");
        Git(_origin.Root, "add", "a.env");
        Git(_origin.Root, "-c", "user.name=Ana", "-c", "user.email=ana@example.com", "commit", "-q", "-m", "one");
    }

    public void Dispose()
    {
        _origin.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void The_history_of_a_bare_repository_is_scanned_and_its_files_are_none()
    {
        Git(_project.Root, "init", "-q", "--bare", "-b", "main");
        Git(_project.Root, "fetch", "-q", _origin.Root, "main:main");
        new Djc(_project).Run("scan", "--history").Output.ShouldContain("a.env:1:9: ");
        DjcResult tree = new Djc(_project).Run("scan");
        tree.ExitCode.ShouldBe(1);
        tree.Error.ShouldBe("djc: /project is what git keeps of a repository: it has no files of its own\n  help: djc scan --history\n");
        new Djc(_project).Run("scan", "--staged").Error.ShouldContain("/project is a bare repository: nothing is staged there");
    }

    [Fact]
    public void Another_work_tree_has_the_same_history()
    {
        Git(_origin.Root, "worktree", "add", "-q", Path.Combine(_project.Root, "other"));
        File.WriteAllText(Path.Combine(_project.Root, "other", "b.env"), Leak);
        DjcResult tree = new Djc(_project).Run("scan", "other");
        tree.Output.ShouldContain("other/a.env:1:9: ");
        tree.Output.ShouldContain("other/b.env:1:9: ");
    }

    [Fact]
    public void A_submodule_is_named_and_scanned_when_asked()
    {
        Git(_project.Root, "init", "-q");
        Git(_project.Root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", _origin.Root, "lib");
        Git(_project.Root, "init", "-q", "own");
        File.WriteAllText(Path.Combine(_project.Root, "own", "b.env"), Leak);
        DjcResult without = new Djc(_project).Run("scan");
        without.ExitCode.ShouldBe(0);
        without.Error.ShouldContain("lib was not scanned: a submodule (djc scan --submodules scans it)");
        DjcResult with = new Djc(_project).Run("scan", "--submodules");
        with.ExitCode.ShouldBe(1);
        with.Output.ShouldContain("lib/a.env:1:9: ");
        with.Output.ShouldContain("own/b.env:1:9: ");
    }

    private static void Git(string directory, params string[] words)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", ["-C", directory, .. words])).ShouldNotBeNull();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
    }
}
