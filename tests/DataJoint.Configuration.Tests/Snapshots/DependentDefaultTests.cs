namespace DataJoint.Configuration.Tests;

public sealed class DependentDefaultTests
{
    [Theory]
    [InlineData("mysql", 3306, null)]
    [InlineData("postgresql", 5432, "postgres")]
    [InlineData("sqlite", null, null)]
    public void Port_and_name_follow_the_backend(string backend, int? port, string? name)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithVariable("DJ_BACKEND", backend).Load();
        config.Database.Port.ShouldBe(port);
        config.Database.Name.ShouldBe(name);
        config.LayerOf("database.port").ShouldBe(SettingLayer.Default);
    }

    [Fact]
    public void On_sqlite_a_port_is_null_even_when_it_is_given()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.backend": "sqlite", "database.port": 3307, "database.host": "x:1" }""").Load();
        config.Database.Port.ShouldBeNull();
        config.Explain("database.port").Candidates.ShouldBeEmpty();
    }

    [Fact]
    public void Certificates_are_verified_in_full_once_an_authority_is_given()
    {
        using TestProject project = new();
        project.Load().Database.Tls.Verify.ShouldBe("none");
        project.WithVariable("DJ_TLS_CA", "/ca.pem").Load().Database.Tls.Verify.ShouldBe("full");
        project.WithVariable("DJ_TLS_VERIFY", "CA").Load().Database.Tls.Verify.ShouldBe("ca");
    }

    [Fact]
    public void Every_default_is_that_of_the_contract()
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        config.Database.Host.ShouldBe("localhost");
        config.Database.User.ShouldBeNull();
        config.Database.Password.ShouldBeNull();
        config.Database.UseTls.ShouldBeNull();
        config.Database.Reconnect.ShouldBeTrue();
        config.Database.CreateTables.ShouldBeTrue();
        config.Database.DatabasePrefix.ShouldBeEmpty();
        config.Connection.Charset.ShouldBeEmpty();
        config.Connection.InitFunction.ShouldBeNull();
        config.Display.Limit.ShouldBe(12);
        config.Display.Width.ShouldBe(14);
        config.Display.ShowTupleCount.ShouldBeTrue();
        config.Display.DiagramDirection.ShouldBe("LR");
        config.Display.DiagramTheme.ShouldBe("auto");
        config.Jobs.AutoRefresh.ShouldBeTrue();
        config.Jobs.KeepCompleted.ShouldBeFalse();
        config.Jobs.StaleTimeout.ShouldBe(TimeSpan.FromHours(1));
        config.Jobs.DefaultPriority.ShouldBe(5);
        config.Jobs.VersionMethod.ShouldBeNull();
        config.Jobs.AllowNewPrimaryKeyFieldsInComputedTables.ShouldBeFalse();
        config.Jobs.AddJobMetadata.ShouldBeFalse();
        config.LogLevel.ShouldBe("INFO");
        config.SafeMode.ShouldBeTrue();
        config.QueryCache.ShouldBeNull();
        config.DownloadPath.ShouldBe(".");
        config.EnablePythonNativeBlobs.ShouldBeTrue();
        config.Cache.ShouldBeNull();
        config.Stores.ShouldBeEmpty();
        config.ToString().ShouldContain("database.host = localhost (default)");
    }
}
