using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Tests;

public sealed class DiscoveryTests
{
    [Fact]
    public void The_root_of_a_drive_is_a_directory_like_others()
    {
        string root = Path.GetPathRoot(Path.GetTempPath())!;
        ProjectFinder.ResolveDirectory(root).ShouldBe(root);
    }

    [Fact]
    public void The_first_directory_upwards_with_datajoint_json_is_the_root()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.host": "outer" }""").WithFile("a/datajoint.json", """{ "database.host": "inner" }""");
        Directory.CreateDirectory(project.PathOf("a/b/c"));
        project.StartDirectory = project.PathOf("a/b/c");
        DataJointConfig config = project.Load();
        config.Database.Host.ShouldBe("inner");
        config.Snapshot.Project.Root.ShouldBe(project.PathOf("a"));
        config.Snapshot.Project.StartDirectory.ShouldBe(project.PathOf("a/b/c"));
    }

    [Fact]
    public void A_datajoint_json_further_up_beats_a_secrets_directory_further_down()
    {
        using TestProject project = new();
        project.WithProjectFile("{}").WithFile("a/.secrets/database.user", "unseen");
        project.StartDirectory = project.PathOf("a");
        DataJointConfig config = project.Load();
        config.Snapshot.Project.Root.ShouldBe(project.Root);
        config.Snapshot.Project.SecretsDirectory.ShouldBeNull();
        config.Database.User.ShouldBeNull();
    }

    [Fact]
    public void Without_datajoint_json_the_first_directory_with_secrets_is_the_root()
    {
        using TestProject project = new();
        project.WithSecret("database.user", "me");
        Directory.CreateDirectory(project.PathOf("a/b"));
        project.StartDirectory = project.PathOf("a/b");
        DataJointConfig config = project.Load();
        config.Snapshot.Project.Root.ShouldBe(project.Root);
        config.Snapshot.Project.ConfigFile.ShouldBeNull();
        config.Database.User.ShouldBe("me");
    }

    [Theory]
    [InlineData(".git", true)]
    [InlineData(".git", false)]
    [InlineData(".hg", true)]
    public void A_repository_is_the_last_directory_looked_at(string marker, bool isDirectory)
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "unseen" }""");
        Directory.CreateDirectory(project.PathOf("repository/sub"));
        if (isDirectory)
        {
            Directory.CreateDirectory(project.PathOf("repository/" + marker));
        }
        else
        {
            project.WithFile("repository/" + marker, "gitdir: elsewhere\n");
        }

        project.StartDirectory = project.PathOf("repository/sub");
        project.Load().Snapshot.Project.Root.ShouldBeNull();
    }

    [Fact]
    public void The_files_of_the_repository_directory_itself_count()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "me" }""");
        Directory.CreateDirectory(project.PathOf(".git"));
        Directory.CreateDirectory(project.PathOf("sub"));
        project.StartDirectory = project.PathOf("sub");
        project.Load().Database.User.ShouldBe("me");
    }

    [Fact]
    public void The_file_of_an_environment_alone_makes_no_root()
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithFile("datajoint.dev.json", """{ "database.user": "unseen" }""");
        DataJointConfig config = project.Load();
        config.Snapshot.Project.Root.ShouldBeNull();
        config.Database.User.ShouldBeNull();
    }

    [Fact]
    public void The_start_directory_is_resolved_through_links_before_going_up()
    {
        Assert.SkipUnless(Native.IsUnix, "needs symbolic links");
        using TestProject project = new();
        project.WithFile("real/datajoint.json", """{ "database.user": "real" }""").WithProjectFile("""{ "database.user": "unseen" }""");
        Directory.CreateDirectory(project.PathOf("real/sub"));
        Native.Link(project.PathOf("real/sub"), project.PathOf("link"));
        project.StartDirectory = project.PathOf("link");
        DataJointConfig config = project.Load();
        config.Database.User.ShouldBe("real");
        config.Snapshot.Project.Root.ShouldBe(project.PathOf("real"));
    }

    [Fact]
    public void Dots_behind_a_link_go_up_from_where_the_link_leads()
    {
        Assert.SkipUnless(Native.IsUnix, "needs symbolic links");
        using TestProject project = new();
        project.WithFile("real/datajoint.json", """{ "database.user": "real" }""");
        Directory.CreateDirectory(project.PathOf("real/sub"));
        Native.Link(project.PathOf("real/sub"), project.PathOf("link"));
        project.StartDirectory = project.PathOf("link") + "/..";
        project.Load().Database.User.ShouldBe("real");
    }

    [Fact]
    public void A_relative_start_directory_starts_at_the_current_one()
    {
        using TestProject project = new();
        project.WithFile("sub/datajoint.json", """{ "database.user": "me" }""");
        project.StartDirectory = "sub";
        project.Load().Database.User.ShouldBe("me");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("datajoint.json")]
    [InlineData("nul\0inside")]
    public void A_start_directory_that_is_none_is_an_error(string name)
    {
        using TestProject project = new();
        project.WithProjectFile("{}");
        project.StartDirectory = $"{project.Root}/{name}";
        project.Fail().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1022");
    }

    [Fact]
    public void Origins_are_relative_to_the_root_and_use_slashes()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "me" }""").WithSecret("database.password", "fake").WithMountedSecret("loglevel", "ERROR");
        Directory.CreateDirectory(project.PathOf("sub"));
        project.StartDirectory = project.PathOf("sub");
        DataJointConfig config = project.Load();
        config.OriginOf("database.user").ShouldBe("datajoint.json:1:20");
        config.OriginOf("database.password").ShouldBe(".secrets/database.password:1:1");
        config.OriginOf("loglevel").ShouldBe(Path.Combine(project.Mounted, "loglevel").Replace('\\', '/') + ":1:1");
    }
}
