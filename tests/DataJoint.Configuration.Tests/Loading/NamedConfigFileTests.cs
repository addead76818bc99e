namespace DataJoint.Configuration.Tests;

/// <summary><c>DJ_CONFIG_FILE</c> names the project file in place of the search.</summary>
public sealed class NamedConfigFileTests : IDisposable
{
    private readonly TestProject _project = new() { StartDirectory = null };

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Its_folder_is_the_root_and_its_secrets_count()
    {
        _project.WithProjectFile("""{ "database.host": "found" }""")
            .WithFile("rig/lab.json", """{ "database.host": "named" }""").WithFile("rig/.secrets/database.user", "ana")
            .WithFile("rig/datajoint.json", """{ "database.name": "other" }""").WithVariable("DJ_CONFIG_FILE", _project.PathOf("rig/lab.json"));

        ConfigurationSnapshot snapshot = _project.Load().Snapshot;

        snapshot.Database.Host.ShouldBe("named");
        snapshot.Database.User.ShouldBe("ana");
        snapshot["database.name"].HasValue.ShouldBeFalse();
        snapshot.Find("database.host").Origin!.ToString().ShouldBe("lab.json:1:20");
        snapshot.Project.ConfigFile.ShouldEndWith("lab.json");
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        _project.WithProjectFile("{}").WithVariable("DJ_CONFIG_FILE", _project.PathOf("gone.json"));

        Diagnostic diagnostic = _project.Fail().Diagnostics.ShouldHaveSingleItem();
        diagnostic.Message.ShouldContain("DJ_CONFIG_FILE names");
        diagnostic.Origin!.ToString().ShouldBe("DJ_CONFIG_FILE");
    }

    [Theory]
    [InlineData("gone.json")]
    [InlineData("gone/lab.json")]
    [InlineData("lab/")]
    public void It_is_not_looked_for_when_files_are_ignored(string path)
    {
        _project.WithProjectFile("{}").WithVariable("DJ_CONFIG_FILE", _project.PathOf(path)).WithVariable("DJ_IGNORE_CONFIG_FILE", "true");

        _project.Diagnose().ShouldBeEmpty();
        SourceFiles.Find(_project.Options()).AreIgnored.ShouldBeTrue();
    }

    [Fact]
    public void An_explicit_start_directory_beats_it()
    {
        _project.WithProjectFile("""{ "database.host": "found" }""").WithFile("lab.json", """{ "database.host": "named" }""")
            .WithVariable("DJ_CONFIG_FILE", _project.PathOf("lab.json"));
        _project.StartDirectory = _project.Root;

        _project.Load().Snapshot.Database.Host.ShouldBe("found");
    }

    [Theory]
    [InlineData("rig/", "is a directory")]
    [InlineData("rig/.", "is a directory")]
    [InlineData("rig/..", "is a directory")]
    [InlineData("rig", "is a directory")]
    [InlineData("rig/lab.json/", "does not exist")]
    [InlineData("gone/", "does not exist")]
    [InlineData("gone/lab.json", "does not exist")]
    public void A_path_that_is_not_a_file_is_an_error(string path, string what)
    {
        _project.WithProjectFile("{}").WithFile("rig/lab.json", "{}").WithVariable("DJ_CONFIG_FILE", _project.PathOf(path));

        _project.Fail().Diagnostics.ShouldHaveSingleItem().Message.ShouldEndWith("which " + what);
    }

    [Theory]
    [InlineData("rig/")]
    [InlineData("gone/lab.json")]
    public void Listing_the_files_names_the_variable_too(string path)
    {
        _project.WithProjectFile("{}").WithFile("rig/lab.json", "{}").WithVariable("DJ_CONFIG_FILE", _project.PathOf(path));

        Should.Throw<ConfigurationException>(() => SourceFiles.Find(_project.Options())).Diagnostics.ShouldHaveSingleItem().Message.ShouldStartWith("DJ_CONFIG_FILE names");
    }

    [Fact]
    public void A_name_like_an_environments_file_is_not_one()
    {
        _project.WithFile("datajoint.rig.json", """{ "database.password": "CANARY" }""").WithVariable("DJ_CONFIG_FILE", _project.PathOf("datajoint.rig.json"));

        ConfigurationSnapshot snapshot = _project.Load().Snapshot;

        snapshot.ListEnvironments().ShouldBeEmpty();
        snapshot.Find("database.password").DescribeChange().ShouldBe("djc secrets set database.password && djc config unset database.password");
        _project.DiagnoseOne().Hint.ShouldBe("Run: djc secrets set database.password && djc config unset database.password");
    }

    [Fact]
    public void The_file_of_an_environment_beside_it_is_one()
    {
        _project.WithFile("lab.json", "{}").WithFile("datajoint.dev.json", """{ "database.password": "CANARY" }""").WithVariable("DJ_CONFIG_FILE", _project.PathOf("lab.json"));
        _project.Environment = "dev";

        ConfigurationSnapshot snapshot = _project.Load().Snapshot;

        snapshot.ListEnvironments().ShouldBe(["dev"]);
        snapshot.Find("database.password").DescribeChange().ShouldContain("--env dev");
    }
}
