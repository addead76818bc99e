namespace DataJoint.Configuration.Tests;

public sealed class SettingTypeTests
{
    [Theory]
    [InlineData("database.port", "3307", "3307")]
    [InlineData("database.port", "\"3307\"", "3307")]
    [InlineData("database.port", "\" 3307 \"", "3307")]
    [InlineData("database.port", "3307.0", "3307")]
    [InlineData("database.port", "33e2", "3300")]
    [InlineData("jobs.stale_timeout", "0", "0")]
    [InlineData("jobs.default_priority", "255", "255")]
    [InlineData("safemode", "false", "false")]
    [InlineData("safemode", "\"No\"", "false")]
    [InlineData("safemode", "0", "false")]
    [InlineData("safemode", "\"ON\"", "true")]
    [InlineData("loglevel", "\"debug\"", "DEBUG")]
    [InlineData("display.diagram_direction", "\"tb\"", "TB")]
    [InlineData("display.diagram_theme", "\"DARK\"", "dark")]
    [InlineData("database.backend", "\"PostgreSQL\"", "postgresql")]
    [InlineData("database.user", "\"\"", "")]
    [InlineData("database.user", "\"007\"", "007")]
    public void A_fitting_value_is_shown_in_its_canonical_spelling(string key, string json, string shown)
    {
        using TestProject project = new();
        project.WithProjectFile($$"""{ "{{key}}": {{json}} }""").Load().TextOf(key).ShouldBe(shown);
    }

    [Theory]
    [InlineData("database.port", "0", "DJ1003")]
    [InlineData("database.port", "65536", "DJ1003")]
    [InlineData("database.port", "1.5", "DJ1003")]
    [InlineData("database.port", "1e99", "DJ1003")]
    [InlineData("database.port", "99999999999999999999", "DJ1003")]
    [InlineData("database.port", "true", "DJ1003")]
    [InlineData("database.port", "\"\"", "DJ1003")]
    [InlineData("database.port", "[3306]", "DJ1003")]
    [InlineData("database.port", "{}", "DJ1012")]
    [InlineData("display.limit", "0", "DJ1003")]
    [InlineData("display.width", "-1", "DJ1003")]
    [InlineData("jobs.stale_timeout", "-1", "DJ1003")]
    [InlineData("jobs.default_priority", "256", "DJ1003")]
    [InlineData("safemode", "2", "DJ1003")]
    [InlineData("safemode", "\"maybe\"", "DJ1003")]
    [InlineData("safemode", "[]", "DJ1003")]
    [InlineData("loglevel", "\"LOUD\"", "DJ1003")]
    [InlineData("loglevel", "10", "DJ1003")]
    [InlineData("database.user", "12", "DJ1005")]
    [InlineData("database.user", "true", "DJ1005")]
    [InlineData("database.user", "me", "DJ1005")]
    [InlineData("database.user", "0123", "DJ1005")]
    [InlineData("database.user", "[]", "DJ1003")]
    [InlineData("database.user", "\"a\\u0000b\"", "DJ2010")]
    [InlineData("database.password", "12345", "DJ1005")]
    [InlineData("database.password", "0123", "DJ1005")]
    [InlineData("database.password", "hunter2", "DJ1005")]
    [InlineData("database.password", "true", "DJ1005")]
    [InlineData("database.password", "{}", "DJ1012")]
    [InlineData("stores.main.secret_key", "12345", "DJ1005")]
    [InlineData("stores.main.bucket", "12345", "DJ1005")]
    [InlineData("stores.main.token_length", "0", "DJ1003")]
    [InlineData("stores.main.secure", "\"perhaps\"", "DJ1003")]
    [InlineData("stores.main.subfolding", "[2, -1]", "DJ1003")]
    [InlineData("stores.main.subfolding", "[2, \"2\"]", "DJ1003")]
    [InlineData("stores.main.subfolding", "{}", "DJ1012")]
    [InlineData("stores.main", "5", "DJ1012")]
    [InlineData("stores", "[]", "DJ1012")]
    [InlineData("database", "\"localhost\"", "DJ1012")]
    [InlineData("database.tls", "true", "DJ1012")]
    [InlineData("stores.default.x", "1", "DJ1024")]
    [InlineData("stores..x", "1", "DJ1024")]
    public void A_value_that_does_not_fit_is_an_error_at_the_value(string key, string json, string id)
    {
        using TestProject project = new();
        Diagnostic error = project.WithSecret("datajoint.json", $$"""{ "{{key}}": {{json}} }""").Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe(id);
        error.Origin!.Column.ShouldBe(id == "DJ1024" ? 3 : id == "DJ1002" ? 0 : key.Length + 7);
    }

    [Fact]
    public void An_unquoted_credential_is_told_to_be_quoted_and_is_not_shown()
    {
        using TestProject project = new();
        Diagnostic error = project.WithSecret("datajoint.json", """{ "database.password": 918273 }""").Fail().Diagnostics.ShouldHaveSingleItem();
        error.Hint!.ShouldContain("double quotes");
        (error + error.Hint + error.Excerpt!.Line).ShouldNotContain("918273");
    }

    [Theory]
    [InlineData("[2, 3]", new[] { 2, 3 })]
    [InlineData("[2,]", new[] { 2 })]
    [InlineData("\"2, 3\"", new[] { 2, 3 })]
    [InlineData("[]", new int[0])]
    public void Subfolding_is_a_list_of_whole_numbers(string json, int[] expected)
    {
        using TestProject project = new();
        project.WithProjectFile($$"""{ "stores": { "a": { "protocol": "file", "location": "/d", "subfolding": {{json}} } } }""")
            .Load().Stores["a"].Subfolding.ShouldBe(expected);
    }

    [Fact]
    public void Attributes_of_plug_in_protocols_keep_their_json_type()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile(
            """{ "stores.x": { "retries": 3, "fast": true, "ratio": 1.5, "tags": ["a", {"b": 1}], "deep": { "er": "y" } } }""").Load();
        config["stores.x.retries"].AsInteger().ShouldBe(3);
        config["stores.x.fast"].AsBoolean().ShouldBeTrue();
        config["stores.x.ratio"].AsText().ShouldBe("1.5");
        config["stores.x.tags"].AsText().ShouldBe("""["a",{"b":1}]""");
        config["stores.x.deep.er"].AsText().ShouldBe("y");
    }

    [Fact]
    public void A_plug_in_list_that_names_a_credential_is_redacted()
    {
        using TestProject project = new();
        SettingValue value = project.WithSecret("datajoint.json", """{ "stores.x.servers": [ { "password": "fake" } ] }""").Load()["stores.x.servers"];
        value.IsSecret.ShouldBeTrue();
        value.ToString().ShouldBe("********");
    }
}
