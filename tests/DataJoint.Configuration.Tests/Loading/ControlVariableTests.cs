namespace DataJoint.Configuration.Tests;

public sealed class ControlVariableTests
{
    [Fact]
    public void Ignoring_files_skips_the_secrets_and_project_layers_whole()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("not json").WithSecret("database.user", "x\ny").WithMountedSecret("datajoint.json", "[")
            .WithVariable("DJ_IGNORE_CONFIG_FILE", "true").WithVariable("DJ_HOST", "db").WithVariable("DJ_ENV", "dev").Load();
        config.Database.Host.ShouldBe("db");
        config.Database.User.ShouldBeNull();
        config.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no")]
    [InlineData("0")]
    [InlineData("")]
    public void Not_ignoring_them_is_the_rule(string value)
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "me" }""").WithVariable("DJ_IGNORE_CONFIG_FILE", value).Load().Database.User.ShouldBe("me");
    }

    [Theory]
    [InlineData("DJ_STRICT")]
    [InlineData("DJ_IGNORE_CONFIG_FILE")]
    [InlineData("DJ_THREAD_SAFE")]
    public void A_flag_that_is_neither_true_nor_false_is_an_error(string variable)
    {
        using TestProject project = new();
        Diagnostic error = project.WithVariable(variable, "perhaps").Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1015");
        error.Place().ShouldBe(variable);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData(" On ", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Thread_safe_is_asked_without_a_load(string? value, bool expected)
    {
        using TestProject project = new();
        project.WithProjectFile("not json").WithVariable("DJ_STRICT", "perhaps");
        if (value is not null)
        {
            project.WithVariable("DJ_THREAD_SAFE", value);
        }

        project.Options().ReadThreadSafe().ShouldBe(expected);
    }

    [Fact]
    public void Thread_safe_that_is_neither_true_nor_false_throws_what_a_load_throws()
    {
        using TestProject project = new();
        project.WithVariable("DJ_THREAD_SAFE", "perhaps");
        Diagnostic error = Should.Throw<ConfigurationException>(() => project.Options().ReadThreadSafe()).Diagnostics.ShouldHaveSingleItem();
        error.Message.ShouldBe(project.DiagnoseOne().Message);
    }

    [Fact]
    public void Strict_turns_every_warning_into_an_error()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "databse": {}, "database.password": "fake" }""").WithVariable("DJ_STRICT", "yes");
        IReadOnlyList<Diagnostic> diagnostics = project.Fail().Diagnostics;
        diagnostics.Select(d => d.Id).ShouldBe(["DJ1004", "DJ2003"]);
        diagnostics.ShouldAllBe(d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void The_strict_option_beats_the_variable()
    {
        using TestProject project = new() { Strict = false };
        project.WithProjectFile("""{ "databse": {} }""").WithVariable("DJ_STRICT", "true").Load().Diagnostics.ShouldHaveSingleItem();
        project.Strict = true;
        project.WithVariable("DJ_STRICT", "false").Fail();
    }
}
