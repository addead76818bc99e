namespace DataJoint.Configuration.Tests;

public sealed class EnvironmentChoiceTests
{
    [Fact]
    public void The_option_beats_the_variable()
    {
        using TestProject project = new() { Environment = "prod" };
        DataJointConfig config = project.WithProjectFile("{}").WithFile("datajoint.prod.json", """{ "database.user": "prod" }""")
            .WithFile("datajoint.dev.json", """{ "database.user": "dev" }""").WithVariable("DJ_ENV", "dev").Load();
        config.Database.User.ShouldBe("prod");
        config.Snapshot.Project.Environment.ShouldBe("prod");
    }

    [Fact]
    public void The_variable_chooses_an_environment()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("{}").WithFile("datajoint.dev.json", """{ "database.user": "dev" }""")
            .WithVariable("DJ_ENV", "dev").Load();
        config.Database.User.ShouldBe("dev");
        config.OriginOf("database.user").ShouldBe("datajoint.dev.json:1:20");
    }

    [Theory]
    [InlineData("../dev")]
    [InlineData("dev/../prod")]
    [InlineData("dev.json")]
    [InlineData("a b")]
    [InlineData("..")]
    [InlineData("dev\0")]
    [InlineData("dév")]
    [InlineData("C:dev")]
    [InlineData("-\n")]
    public void A_name_with_a_path_in_it_is_an_error_with_the_place_it_came_from(string name)
    {
        using TestProject byVariable = new();
        Diagnostic error = byVariable.WithVariable("DJ_ENV", name).Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1013");
        error.Place().ShouldBe("DJ_ENV");

        using TestProject byOption = new() { Environment = name };
        byOption.Fail().Diagnostics.ShouldHaveSingleItem().Place().ShouldBe("--env");
    }

    [Fact]
    public void An_empty_name_is_an_error_as_an_option_and_unset_as_a_variable()
    {
        using TestProject byOption = new() { Environment = "" };
        byOption.Fail().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1013");
        using TestProject byVariable = new();
        byVariable.WithVariable("DJ_ENV", "").Load().Snapshot.Project.Environment.ShouldBeNull();
    }

    [Fact]
    public void An_environment_without_a_file_is_a_warning_that_lists_those_that_exist()
    {
        using TestProject project = new() { Environment = "porduction" };
        project.WithProjectFile("{}").WithFile("datajoint.dev.json", "{}").WithSecret("datajoint.production.json", "{}")
            .WithMountedSecret("datajoint.cloud.json", "{}");
        Diagnostic warning = project.Load().Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ1014");
        warning.Message.ShouldContain("cloud, dev, production");
        warning.Hint!.ShouldContain("production");
    }

    [Fact]
    public void A_file_of_the_environment_alone_makes_no_project_and_says_so()
    {
        using TestProject project = new() { Environment = "dev" };
        Diagnostic warning = project.WithFile("datajoint.dev.json", "{}").DiagnoseOne();
        warning.Id.ShouldBe("DJ1014");
        warning.Message.ShouldBe("datajoint.dev.json is not read: it makes no project without datajoint.json beside it");
        warning.Hint.ShouldBe("Run: djc init");
    }

    [Theory]
    [InlineData("datajoint.dev.json")]
    [InlineData(".secrets/datajoint.dev.json")]
    public void One_file_of_the_environment_is_enough(string name)
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithProjectFile("{}").WithFile(name, "{}").Load().Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("datajoint.dev.json")]
    [InlineData(".secrets/datajoint.dev.json")]
    public void A_file_of_the_environment_that_cannot_be_read_is_there_all_the_same(string name)
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithProjectFile("{}").WithFile(name + "/inner", "a directory stands here");
        project.Fail().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1008");
    }

    [Fact]
    public void Files_of_other_environments_are_not_read()
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithProjectFile("{}").WithFile("datajoint.dev.json", "{}").WithFile("datajoint.prod.json", "not json")
            .WithSecret("datajoint.prod.json", "not json").Load().Diagnostics.ShouldBeEmpty();
    }
}
