namespace DataJoint.Configuration.Tests;

public sealed class PermissionTests
{
    private const uint SomebodyElse = 54321;

    public PermissionTests() => Assert.SkipUnless(Native.IsUnix, "POSIX permissions");

    [Fact]
    public void Private_modes_are_fine()
    {
        using TestProject project = new();
        project.WithSecret("database.password", "fake").WithSecret("datajoint.json", "{}").Load().Diagnostics.ShouldBeEmpty();
        Native.ChangeMode(project.PathOf(".secrets"), "500");
        Native.ChangeMode(project.PathOf(".secrets/database.password"), "400");
        project.Load().Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("750")]
    [InlineData("701")]
    [InlineData("711")]
    [InlineData("777")]
    public void A_directory_open_to_others_is_a_warning(string mode)
    {
        using TestProject project = new();
        project.WithSecret("database.password", "fake");
        Native.ChangeMode(project.PathOf(".secrets"), mode);
        Diagnostic warning = project.DiagnoseOne();
        warning.Id.ShouldBe("DJ2001");
        warning.Place().ShouldBe(".secrets");
        warning.Message.ShouldContain("0" + mode);
        warning.Hint!.ShouldContain("chmod 700");
    }

    [Theory]
    [InlineData("database.password", "640")]
    [InlineData("datajoint.json", "604")]
    [InlineData("datajoint.dev.json", "620")]
    public void A_file_open_to_others_is_a_warning(string name, string mode)
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithSecret("datajoint.dev.json", "{}").WithSecret(name, "{}");
        Native.ChangeMode(project.PathOf(".secrets/" + name), mode);
        Diagnostic warning = project.DiagnoseOne();
        warning.Id.ShouldBe("DJ2002");
        warning.Place().ShouldBe(".secrets/" + name);
    }

    [Fact]
    public void In_strict_mode_it_is_an_error()
    {
        using TestProject project = new() { Strict = true };
        project.WithSecret("database.password", "fake");
        Native.ChangeMode(project.PathOf(".secrets"), "755");
        project.Fail().Diagnostics.ShouldHaveSingleItem().Severity.ShouldBe(DiagnosticSeverity.Error);
    }

    [Fact]
    public void Files_that_are_not_read_are_not_checked()
    {
        using TestProject project = new();
        foreach (string name in new[] { "README.md", ".gitignore", "datajoint.other.json", "database.user~" })
        {
            project.WithSecret(name, "x");
            Native.ChangeMode(project.PathOf(".secrets/" + name), "644");
        }

        project.Diagnose().ShouldBeEmpty();
    }

    [Fact]
    public void The_mounted_directory_is_exempt()
    {
        using TestProject project = new();
        project.WithMountedSecret("database.password", "fake").Load().Diagnostics.ShouldBeEmpty();
        project.WithFile("elsewhere/database.password", "fake").WithVariable("DJ_SECRETS_DIR", project.PathOf("elsewhere"))
            .Load().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void The_mode_of_what_a_link_leads_to_counts()
    {
        using TestProject project = new();
        project.WithSecret("database.user", "me").WithFile("outside", "fake");
        Native.Link(project.PathOf("outside"), project.PathOf(".secrets/database.password"));
        project.DiagnoseOne().Place().ShouldBe(".secrets/database.password");
    }

    [Fact]
    public void A_file_that_belongs_to_another_user_is_a_warning()
    {
        Assert.SkipUnless(Native.IsRoot, "only root can give files away");
        using TestProject project = new();
        project.WithSecret("database.password", "fake").WithSecret("datajoint.json", "{}");
        Native.ChangeOwner(project.PathOf(".secrets/database.password"), SomebodyElse);
        Diagnostic warning = project.DiagnoseOne();
        warning.Id.ShouldBe("DJ2007");
        warning.Message.ShouldContain("54321");
        warning.Place().ShouldBe(".secrets/database.password");
    }

    [Fact]
    public void A_project_of_another_user_above_the_start_directory_is_a_warning()
    {
        Assert.SkipUnless(Native.IsRoot, "only root can give files away");
        using TestProject project = new();
        project.WithProjectFile("{}");
        Directory.CreateDirectory(project.PathOf("below"));
        project.StartDirectory = project.PathOf("below");
        project.Load().Diagnostics.ShouldBeEmpty();
        Native.ChangeOwner(project.PathOf("datajoint.json"), SomebodyElse);
        Diagnostic warning = project.DiagnoseOne();
        warning.Id.ShouldBe("DJ2011");
        warning.Message.ShouldContain("54321");
        warning.Place().ShouldBe("datajoint.json");
    }

    [Fact]
    public void A_project_of_another_user_in_the_start_directory_was_chosen()
    {
        Assert.SkipUnless(Native.IsRoot, "only root can give files away");
        using TestProject project = new();
        project.WithProjectFile("{}");
        Native.ChangeOwner(project.PathOf("datajoint.json"), SomebodyElse);
        project.Load().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_directory_that_belongs_to_another_user_and_is_open_is_both()
    {
        Assert.SkipUnless(Native.IsRoot, "only root can give files away");
        using TestProject project = new();
        project.WithSecret("datajoint.json", "{}");
        Native.ChangeOwner(project.PathOf(".secrets"), SomebodyElse);
        Native.ChangeMode(project.PathOf(".secrets"), "755");
        project.Diagnose().Select(d => d.Id).ShouldBe(["DJ2001", "DJ2007"]);
    }

    [Fact]
    public void On_a_read_only_mount_the_owner_does_not_matter_and_the_mode_does()
    {
        Assert.SkipUnless(Native.IsRoot, "only root can mount");
        using TestProject project = new();
        Directory.CreateDirectory(project.PathOf("mount"));
        Assert.SkipUnless(Native.TryMountTemporary(project.PathOf("mount")), "mounting needs privileges");
        try
        {
            project.WithFile("mount/.secrets/database.password", "fake");
            Native.ChangeMode(project.PathOf("mount/.secrets"), "750");
            Native.ChangeMode(project.PathOf("mount/.secrets/database.password"), "600");
            Native.ChangeOwner(project.PathOf("mount/.secrets/database.password"), SomebodyElse);
            project.StartDirectory = project.PathOf("mount");
            project.Diagnose().Select(d => d.Id).ShouldBe(["DJ2001", "DJ2007"]);
            Native.TryRemountReadOnly(project.PathOf("mount")).ShouldBeTrue();
            project.Diagnose().Select(d => d.Id).ShouldBe(["DJ2001"]);
        }
        finally
        {
            Native.Unmount(project.PathOf("mount"));
        }
    }
}
