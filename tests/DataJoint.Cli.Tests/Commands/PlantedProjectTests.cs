using System.Diagnostics;
using DataJoint.Configuration;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Cli.Tests;

/// <summary>Projects that another user could have put where they are found.</summary>
public sealed class PlantedProjectTests : IDisposable
{
    private const string Other = "12345";
    private const string Settings = """{ "database.host": "db.example.com" }""";

    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("1777", "0", "0", true)]
    [InlineData("1777", "0", Other, false)]
    [InlineData("0777", Other, "0", false)]
    [InlineData("0777", Other, Other, false)]
    [InlineData("1777", Other, "0", false)]
    [InlineData("0757", "0", Other, false)]
    [InlineData("0755", Other, Other, true)]
    [InlineData("0775", Other, Other, true)]
    [InlineData("0755", "0", Other, true)]
    public void Owner_and_mode_of_the_directory_and_its_file_decide(string mode, string owner, string ownerOfFile, bool isUsed)
    {
        SkipUnlessRoot();
        _project.Write("datajoint.json", Settings);
        Change("chown", ownerOfFile, PathOf("datajoint.json"));
        Change("chown", owner, _project.Root);
        Change("chmod", mode, _project.Root);

        ShouldBeUsed(isUsed);
    }

    [Theory]
    [InlineData("datajoint.json")]
    [InlineData(".secrets")]
    [InlineData("datajoint.lab.json")]
    public void A_file_of_another_user_is_refused_whatever_it_is(string name)
    {
        SkipUnlessRoot();
        _project.Write("datajoint.json", Settings).Write("datajoint.lab.json", Settings).Write(".secrets/database.user", "ana");
        Change("chmod", "1777", _project.Root);
        ShouldBeUsed(true, "--env", "lab");
        Change("chown", Other, PathOf(name));

        ShouldBeUsed(false, "--env", "lab");
    }

    [Theory]
    [InlineData("datajoint.json")]
    [InlineData(".secrets")]
    public void A_link_counts_as_well_as_what_it_leads_to(string name)
    {
        SkipUnlessRoot();
        _project.Write("datajoint.json", Settings).Write(".secrets/database.user", "ana");
        string target = Path.Combine(_project.Mounted, "target");
        Change("mv", PathOf(name), target);
        Change("ln", "-s", target, PathOf(name));
        Change("chmod", "1777", _project.Root);
        ShouldBeUsed(true);

        // Another user's link to a file of ours, then our link to a file of another user's.
        Change("chown", "-h", Other, PathOf(name));
        ShouldBeUsed(false);
        Change("chown", "-h", "0", PathOf(name));
        ShouldBeUsed(true);
        Change("chown", Other, target);
        ShouldBeUsed(false);
    }

    [Fact]
    public void The_directory_below_it_where_one_starts_counts_too()
    {
        SkipUnlessRoot();
        _project.Write("datajoint.json", Settings).Write("sub/.keep", "");
        Change("chmod", "0777", PathOf("sub"));
        ShouldBeUsed(true, "--project", PathOf("sub"));
        Change("chown", Other, PathOf("sub"));
        ShouldBeUsed(false, "--project", PathOf("sub"));
    }

    // Facts of files are given here: whoever runs the tests may own everything, or be root.
    [Theory]
    [InlineData("/tmp", 0, 0x3FF, 1001, "/tmp/datajoint.json")]
    [InlineData("/home/eve/p", 1001, 0x1FF, 1001, "/home/eve/p")]
    [InlineData("/home/eve/p", 1001, 0x1ED, 1001, null)]
    [InlineData("/srv/lab", 0, 0x1ED, 1001, null)]
    [InlineData("/tmp", 0, 0x3FF, 0, null)]
    [InlineData("/tmp", 0, 0x3FF, 1000, null)]
    public void A_project_of_another_user_where_anyone_can_write_is_planted(string root, long owner, int mode, long fileOwner, string? planted)
    {
        ProjectLocation project = new(root + "/sub", root, hasConfigFile: true, EntryFacts.Missing, null);

        (ProjectTrust.FindPlanted(project, Stat, () => 1000)?.Path).ShouldBe(planted);
        (ProjectTrust.FindPlanted(project, Stat, () => 1000) is null).ShouldBe(planted is null);

        (EntryFacts, long) Stat(string path) => (
            path == root ? new EntryFacts(EntryKind.Directory, mode, owner)
            : path == root + "/datajoint.json" ? new EntryFacts(EntryKind.File, 0x1A4, fileOwner)
            : path == root + "/sub" ? new EntryFacts(EntryKind.Directory, 0x1C0, 1000)
            : EntryFacts.Missing, -1);
    }

    private static void SkipUnlessRoot() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can give a file to another user");

    private static void Change(string command, params string[] words)
    {
        using var process = Process.Start(command, words);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    private string PathOf(string name) => Path.Combine(_project.Root, name);

    private void ShouldBeUsed(bool isUsed, params string[] words)
    {
        DjcResult result = new Djc(_project).Run(["config", "get", "database.host", .. words]);

        (result.ExitCode, result.Error.Contains("error DJ2015", StringComparison.Ordinal)).ShouldBe(isUsed ? (0, false) : (3, true), result.All);
        result.Output.ShouldBe(isUsed ? "db.example.com\n" : "");
    }
}
