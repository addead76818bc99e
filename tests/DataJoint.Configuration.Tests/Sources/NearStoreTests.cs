namespace DataJoint.Configuration.Tests;

public sealed class NearStoreTests
{
    private const string Main = """{ "stores": { "main": { "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l" } } }""";

    [Theory]
    [InlineData("DJ_STORES_MIAN_ACCESS_KEY", "DJ_STORES_MAIN_ACCESS_KEY")]
    [InlineData("DJ_STORES_MAIN_ACESS_KEY", "DJ_STORES_MAIN_ACCESS_KEY")]
    [InlineData("DJ_STORES_MIAN_BUCKET", "DJ_STORES_MAIN_BUCKET")]
    [InlineData("DJ_STORES_MAIN_ENDPIONT", "DJ_STORES_MAIN_ENDPOINT")]
    public void A_variable_for_a_store_or_attribute_that_is_nearly_another_is_a_warning(string variable, string suggestion)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile(Main).WithVariable(variable, "CANARY").DiagnoseOne();
        warning.Id.ShouldBe("DJ1030");
        warning.Hint.ShouldBe($"Rename it to {suggestion}.");
        warning.Place().ShouldBe(variable);
        warning.ToString().ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("stores.mian.access_key", ".secrets/stores.main.access_key")]
    [InlineData("stores.main.acces_key", ".secrets/stores.main.access_key")]
    [InlineData("stores.Main.secret_key", ".secrets/stores.main.secret_key")]
    public void So_is_a_single_value_file(string name, string suggestion)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile(Main).WithSecret(name, "CANARY").DiagnoseOne();
        warning.Id.ShouldBe("DJ1030");
        warning.Hint.ShouldBe($"Rename it to {suggestion}.");
        warning.Place().ShouldBe($".secrets/{name}:1:1");
    }

    [Theory]
    [InlineData("STORES.MAIN.SECRET_KEY", "stores.main.secret_key")]
    [InlineData("stores.mian.SECRET_KEY.", "stores.main.secret_key")]
    public void A_file_that_is_not_read_is_compared_with_the_configured_stores(string name, string suggestion)
    {
        Assert.SkipWhen(!Native.IsUnix && name[name.Length - 1] == '.', "Windows drops a dot at the end of a name.");
        using TestProject project = new();
        project.WithProjectFile(Main).WithSecret(name, "CANARY").DiagnoseOne().Hint.ShouldBe($"Rename it to {suggestion}.");
    }

    [Theory]
    [InlineData("""{ "stores.mian.access_key": "CANARY" }""")]
    [InlineData("""{ "stores": { "mian": { "acces_key": "CANARY" } } }""")]
    public void So_is_a_key_of_the_secrets_file(string json)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile(Main).WithSecret("datajoint.json", json).DiagnoseOne();
        warning.Hint.ShouldBe("Rename it to stores.main.access_key.");
    }

    [Fact]
    public void The_file_form_of_a_variable_keeps_its_suffix()
    {
        using TestProject project = new();
        project.WithProjectFile(Main).WithFile("key", "x").WithVariable("DJ_STORES_MIAN_ACCESS_KEY_FILE", "key")
            .DiagnoseOne().Hint.ShouldBe("Rename it to DJ_STORES_MAIN_ACCESS_KEY_FILE.");
    }

    [Theory]
    [InlineData("stores.archive.access_key")]
    [InlineData("stores.main2.access_key")]
    [InlineData("stores.main.access_key")]
    [InlineData("stores.main.quite_different_key")]
    public void A_store_or_attribute_of_its_own_is_not(string name)
    {
        using TestProject project = new();
        project.WithProjectFile(Main).WithSecret(name, "x").Load().Diagnostics.ShouldBeEmpty();
    }
}
