namespace DataJoint.Configuration.Tests;

public sealed class LookalikeTests
{
    [Theory]
    [InlineData("datajoin.json")]
    [InlineData("datajiont.json")]
    [InlineData("data-joint.json")]
    [InlineData("datajoint.jsn")]
    [InlineData("datajoint.jsonc")]
    [InlineData("datajoint.json.txt")]
    [InlineData(".datajoint.json")]
    public void A_slip_in_the_name_of_the_project_file_is_a_warning(string name)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithFile(name, "{}").DiagnoseOne();
        warning.Id.ShouldBe("DJ1027");
        warning.Severity.ShouldBe(DiagnosticSeverity.Warning);
        warning.Message.ShouldBe($"{name} is not read; did you mean datajoint.json?");
        warning.Hint.ShouldBe("Rename it to datajoint.json.");
        warning.Place()!.ShouldEndWith("/" + name);
    }

    [Fact]
    public void A_file_of_DataJoint_0_is_a_warning_that_names_the_migration()
    {
        using TestProject project = new();
        Diagnostic warning = project.WithFile("dj_local_conf.json", "{}").DiagnoseOne();
        warning.Id.ShouldBe("DJ1027");
        warning.Hint.ShouldBe("Run: djc migrate");
    }

    [Fact]
    public void Beside_the_secrets_it_is_looked_for_too()
    {
        using TestProject project = new();
        Diagnostic warning = project.WithSecret("database.user", "ana").WithFile("datajoin.json", "{}").DiagnoseOne();
        warning.Place().ShouldBe("datajoin.json");
    }

    [Theory]
    [InlineData("datapoint.json")]
    [InlineData("database.json")]
    [InlineData("data.json")]
    [InlineData("datajoint.dev.json")]
    [InlineData("datajoint.sql")]
    [InlineData("datajoin.json/inner")]
    public void Another_file_is_none_of_ours(string name)
    {
        using TestProject project = new();
        project.WithFile(name, "{}").Load().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Beside_a_project_file_nothing_is_looked_for()
    {
        using TestProject project = new();
        project.WithProjectFile("{}").WithFile("datajoin.json", "{}").WithFile("dj_local_conf.json", "{}").Load().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Where_no_file_counts_none_is_looked_for()
    {
        using TestProject project = new();
        project.WithFile("datajoin.json", "{}").WithVariable("DJ_IGNORE_CONFIG_FILE", "true").Load().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_slip_in_the_name_of_the_secrets_file_has_a_suggestion()
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile("{}").WithSecret("datajoin.json", "{}").DiagnoseOne();
        warning.Id.ShouldBe("DJ2006");
        warning.Hint.ShouldBe("Rename it to datajoint.json.");
    }
}
