namespace DataJoint.Configuration.Tests;

public sealed class WatchFaultTests
{
    [Theory]
    [InlineData("""{ "database.user": """)]
    [InlineData("")]
    [InlineData("""{ "database.user": "new", "database.port": "many" }""")]
    public void A_broken_edit_leaves_everything_as_it_was_and_is_reported_once(string broken)
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithProjectFile("""{ "database.user": "old", "database.port": 3307 }""").Load());
        project.WithProjectFile(broken);
        log.PassInterval();
        log.PassInterval();
        log.PassInterval();
        log.TakeReports().ShouldHaveSingleItem().ShouldStartWith("problem DJ1");
        log.Watch.Problems.ShouldNotBeEmpty();
        (log.Config.Database.User, log.Config.Database.Port).ShouldBe(("old", 3307));
    }

    [Fact]
    public void Each_fault_is_reported_and_its_end_and_the_same_fault_again()
    {
        const string Good = """{ "database.user": "ana" }""";
        using TestProject project = new();
        using WatchLog log = new(project.WithProjectFile(Good).Load());
        foreach (string text in new[] { "{", """{ "database.port": "many" }""", Good, "{", """{ "database.user": "bob" }""" })
        {
            project.WithProjectFile(text);
            log.PassInterval();
        }

        log.TakeReports().ShouldBe(["problem DJ1002", "problem DJ1003", "recovered", "problem DJ1002", "recovered", "changed database.user"]);
        log.Watch.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_fault_and_not_the_end_of_its_settings()
    {
        Assert.SkipUnless(Native.IsUnix, "links");
        using TestProject project = new();
        using WatchLog log = new(project.WithSecret("database.password", "old-fake").Load());
        File.Delete(project.PathOf(".secrets/database.password"));
        Native.Link("nowhere", project.PathOf(".secrets/database.password"));
        log.PassInterval();
        log.TakeReports().ShouldHaveSingleItem().ShouldStartWith("problem DJ");
        log.Config.Database.Password!.Reveal().ShouldBe("old-fake");
        File.Delete(project.PathOf(".secrets/database.password"));
        project.WithSecret("database.password", "new-fake");
        log.PassInterval();
        log.TakeReports().ShouldBe(["recovered", "changed database.password"]);
    }

    [Fact]
    public void A_start_directory_that_goes_and_comes_again_is_reported()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithProjectFile("""{ "database.user": "ana" }""").Load());
        Directory.Move(project.Root, project.Root + ".away");
        log.PassInterval();
        log.TakeReports().ShouldHaveSingleItem().ShouldStartWith("problem DJ1");
        log.Config.Database.User.ShouldBe("ana");
        Directory.Move(project.Root + ".away", project.Root);
        log.PassInterval();
        log.TakeReports().ShouldBe(["recovered"]);
    }

    [Fact]
    public void What_somebody_else_has_read_rightly_ends_a_fault()
    {
        using TestProject project = new();
        using WatchLog log = new(project.WithProjectFile("{}").Load());
        project.WithProjectFile("{");
        log.PassInterval();
        project.WithProjectFile("{}");
        log.Config.Reload();
        log.PassInterval();
        log.TakeReports().ShouldBe(["problem DJ1002", "recovered"]);
    }
}
