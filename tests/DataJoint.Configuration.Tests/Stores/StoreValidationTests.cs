using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Tests;

public sealed class StoreValidationTests
{
    [Theory]
    [InlineData("""{ "protocol": "file", "location": "/d" }""")]
    [InlineData("""{ "protocol": "FILE", "location": "/d", "stage": "/s", "subfolding": [2, 2], "token_length": 4 }""")]
    [InlineData("""{ "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l" }""")]
    [InlineData("""{ "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l", "secure": false, "region": "r", "proxy_server": "p" }""")]
    [InlineData("""{ "protocol": "gcs", "bucket": "b", "location": "l", "project": "p" }""")]
    [InlineData("""{ "protocol": "azure", "container": "c", "location": "l", "account_name": "a" }""")]
    [InlineData("""{ "protocol": "file", "location": "/d", "hash_prefix": "raw", "schema_prefix": "raw_data" }""")]
    public void A_complete_store_is_fine(string store)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile($$"""{ "stores": { "a": {{store}} } }""").Load();
        config.Stores.Validate().ShouldBeEmpty();
        config.Stores["a"].Name.ShouldBe("a");
    }

    [Theory]
    [InlineData("{}", "DJ4001", "protocol is missing")]
    [InlineData("""{ "protocol": "file" }""", "DJ4001", "location is missing")]
    [InlineData("""{ "protocol": "file", "locaton": "/x" }""", "DJ4002", "did you mean location?")]
    [InlineData("""{ "protcol": "file", "location": "/x" }""", "DJ4001", "did you mean protocol?")]
    [InlineData("""{ "protocol": "file", "location": "" }""", "DJ4001", "location is empty")]
    [InlineData("""{ "protocol": "s3", "location": "l", "bucket": "b" }""", "DJ4001", "endpoint is missing")]
    [InlineData("""{ "protocol": "s3", "location": "l", "endpoint": "e" }""", "DJ4001", "bucket is missing")]
    [InlineData("""{ "protocol": "gcs", "location": "l" }""", "DJ4001", "bucket is missing")]
    [InlineData("""{ "protocol": "azure", "location": "l" }""", "DJ4001", "container is missing")]
    [InlineData("""{ "protocol": "files", "location": "l" }""", "DJ4003", "did you mean file?")]
    [InlineData("""{ "protocol": "ftp", "location": "l" }""", "DJ4003", "known are file, s3, gcs, azure")]
    [InlineData("""{ "protocol": "file", "location": "l", "buket": "b" }""", "DJ4002", "unknown attribute buket")]
    [InlineData("""{ "protocol": "file", "location": "l", "hash_prefx": "h" }""", "DJ4002", "did you mean hash_prefix?")]
    [InlineData("""{ "protocol": "file", "location": "l", "bucket": "b" }""", "DJ4002", "for protocol file")]
    [InlineData("""{ "protocol": "file", "location": "l", "hash_prefix": "raw", "schema_prefix": "raw/data" }""", "DJ4005", "overlap")]
    [InlineData("""{ "protocol": "file", "location": "l", "hash_prefix": "/raw/", "filepath_prefix": "raw" }""", "DJ4005", "overlap")]
    [InlineData("""{ "protocol": "file", "location": "l", "filepath_prefix": "_hash/mine" }""", "DJ4005", "overlap")]
    public void An_incomplete_or_contradictory_store_is_an_error_that_names_it(string store, string id, string message)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile($$"""{ "stores": { "lab": {{store}} } }""").Load();
        config.Diagnostics.ShouldBeEmpty("a store is validated when it is asked for, not at load");
        Diagnostic error = config.Stores.Validate("lab").ShouldHaveSingleItem();
        error.Id.ShouldBe(id);
        error.Message.ShouldContain("lab");
        error.Message.ShouldContain(message);
        Should.Throw<ConfigurationException>(() => config.Stores["lab"]).Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public void All_problems_of_all_stores_come_together()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "stores": { "default": "missing", "filepath_default": "a", "a": { "protocol": "s3" }, "b": { "protocol": "x" } } }""");
        project.Load().Stores.Validate().Select(d => d.Id).ShouldBe(["DJ4004", "DJ4001", "DJ4001", "DJ4001", "DJ4003"]);
    }

    [Fact]
    public void A_default_that_is_misspelt_gets_a_suggestion_and_its_place()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "default": "mian", "main": { "protocol": "file", "location": "/d" } } }""").Load();
        Diagnostic error = config.Stores.Validate().ShouldHaveSingleItem();
        error.Message.ShouldContain("did you mean main?");
        error.Place().ShouldBe("datajoint.json:1:26");
        Should.Throw<ConfigurationException>(() => config.Stores.Default);
        Should.Throw<ConfigurationException>(() => config.Stores.FilepathDefault).Message.ShouldContain("stores.filepath_default is not set");
    }

    [Fact]
    public void A_store_that_is_not_configured_is_an_error_with_a_suggestion()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "archive": {} } }""").Load();
        Should.Throw<ConfigurationException>(() => config.Stores["archiv"]).Message.ShouldContain("did you mean archive?");
        Should.Throw<ArgumentNullException>(() => config.Stores[null!]);
    }

    [Fact]
    public void Defaults_are_applied_and_listed()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores.a": { "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l" } }""").Load();
        StoreSpec spec = config.Stores["a"];
        spec.TokenLength.ShouldBe(8);
        spec.HashPrefix.ShouldBe("_hash");
        spec.SchemaPrefix.ShouldBe("_schema");
        spec.FilepathPrefix.ShouldBeNull();
        spec.Subfolding.ShouldBeEmpty();
        spec["secure"].AsBoolean().ShouldBeTrue();
        spec.GetSecret("access_key").ShouldBeNull();
        spec.ToString().ShouldBe("a (s3, l)");
        config.Snapshot.ListSettings().Select(s => s.Key).ShouldContain("stores.a.token_length");
    }

    [Theory]
    [InlineData("access_key", true)]
    [InlineData("secret_key", true)]
    [InlineData("session_token", true)]
    [InlineData("token", true)]
    [InlineData("account_key", true)]
    [InlineData("connection_string", true)]
    [InlineData("sas_token", true)]
    [InlineData("my_password", true)]
    [InlineData("PWD", true)]
    [InlineData("clientSecret", true)]
    [InlineData("credentials", true)]
    [InlineData("token_length", false)]
    [InlineData("partition_key", false)]
    [InlineData("bucket", false)]
    [InlineData("account_name", false)]
    public void Names_tell_which_attributes_are_secret(string attribute, bool isSecret)
    {
        StoreCatalogue.IsSecret(attribute).ShouldBe(isSecret);
        using TestProject project = new();
        string value = attribute == "token_length" ? "4" : "fake";
        DataJointConfig config = project.WithSetting("stores.any." + attribute, value).Load();
        config["stores.any." + attribute].IsSecret.ShouldBe(isSecret);
        config.Snapshot.Find("stores.other." + attribute).IsSecret.ShouldBe(isSecret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u0007b")]
    public void A_store_needs_a_proper_name(string name)
    {
        using TestProject project = new();
        project.WithProjectFile("{ \"stores\": { " + JsonStrings.Encode(name) + ": {} } }").DiagnoseOne().Id.ShouldBe("DJ1024");
    }
}
