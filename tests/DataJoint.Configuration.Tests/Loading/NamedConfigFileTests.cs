namespace DataJoint.Configuration.Tests;

/// <summary><c>DJ_CONFIG_FILE</c> names the project file in place of the search.</summary>
public sealed class NamedConfigFileTests : IDisposable
{
    private readonly TestProject _project = new();

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

    [Fact]
    public void It_is_not_looked_for_when_files_are_ignored()
    {
        _project.WithProjectFile("{}").WithVariable("DJ_CONFIG_FILE", _project.PathOf("gone.json")).WithVariable("DJ_IGNORE_CONFIG_FILE", "true");

        _project.Diagnose().ShouldBeEmpty();
    }

    [Fact]
    public void An_explicit_start_directory_can_beat_it()
    {
        _project.WithProjectFile("""{ "database.host": "found" }""").WithFile("lab.json", """{ "database.host": "named" }""")
            .WithVariable("DJ_CONFIG_FILE", _project.PathOf("lab.json"));
        ConfigurationOptions options = _project.Options();
        options.IgnoreConfigFileVariable = true;

        DataJointConfig.Load(options).Snapshot.Database.Host.ShouldBe("found");
    }
}
