namespace DataJoint.Configuration.Tests;

public sealed class DescribeChangeTests
{
    [Fact]
    public void It_is_made_from_where_the_value_comes_from()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "ana", "stores.main.secret_key": "x" }""").Load();
        Change(config, "database.password").ShouldBe("djc secrets set database.password");
        Change(config, "database.user").ShouldBe("djc config set database.user VALUE");
        Change(config, "stores.main.secret_key").ShouldBe("djc secrets set stores.main.secret_key && djc config unset stores.main.secret_key");
        Change(config, "database.host").ShouldBe("djc config set database.host VALUE");

        Change(project.WithSecret("database.password", "x").Load(), "database.password").ShouldBe("djc secrets set database.password");
        project.Environment = "prod";
        Change(project.WithSecret("datajoint.prod.json", """{ "database.password": "y" }""").Load(), "database.password").ShouldBe("djc secrets set database.password --env prod");
        Change(project.WithVariable("DJ_PASS_FILE", "p").WithFile("p", "z").Load(), "database.password").ShouldBe("it stands in the file that DJ_PASS_FILE names, which beats the files of the project");
        using TestProject other = new();
        Change(other.WithVariable("DJ_PASS", "z").Load(), "database.password").ShouldBe("DJ_PASS gives it, which beats all files");
        Change(other.WithSetting("database.password", "z").Load(), "database.password").ShouldBe("the program sets it, which beats everything else");
    }

    [Fact]
    public void A_mounted_secret_is_changed_where_it_is_mounted()
    {
        using TestProject project = new();
        Change(project.WithMountedSecret("database.password", "x").Load(), "database.password").ShouldStartWith("it stands in ");
    }

    [Fact]
    public void A_reference_is_kept_and_the_secret_changed_where_it_leads()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret("database.password", "ref+file://lab.json#/password")
            .WithProjectFile("""{ "stores.main": { "protocol": "s3", "endpoint": "s3.example.com", "bucket": "lab", "location": "", "access_key": "ref+env://A", "secret_key": "ref+env://B" } }""").Load();
        Change(config, "database.password").ShouldBe("change what ref+file://lab.json#/password leads to, or the reference in .secrets/database.password:1:1");
        config.Stores["main"].DescribeChange("secret_key").ShouldStartWith("change what ref+env://B leads to, or the reference in datajoint.json:1:");
        using TestProject other = new();
        Change(other.WithVariable("DJ_PASS", "ref+env://LAB").Load(), "database.password").ShouldBe("change what ref+env://LAB leads to, or the reference in DJ_PASS");
    }

    [Theory]
    [InlineData("datajoint.dev.json")]
    [InlineData(".secrets/datajoint.dev.json")]
    public void ENV_with_a_file_for_it_is_told_that_DJ_ENV_chooses(string file)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile("{}").WithFile(file, "{}").WithVariable("ENV", "dev").DiagnoseOne();
        warning.Id.ShouldBe("DJ1031");
        warning.Hint.ShouldBe("Set DJ_ENV=dev, or pass --env dev.");
        project.WithVariable("ENV", "prod").Load().Diagnostics.ShouldBeEmpty();
        project.WithVariable("ENV", "dev").WithVariable("DJ_ENV", "dev").Load().Diagnostics.ShouldBeEmpty();
    }

    private static string Change(DataJointConfig config, string key) => config.Snapshot.Find(key).DescribeChange();
}
