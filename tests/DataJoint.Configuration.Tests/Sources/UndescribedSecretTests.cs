namespace DataJoint.Configuration.Tests;

public sealed class UndescribedSecretTests
{
    [Theory]
    [InlineData("conn_string")]
    [InlineData("connStr")]
    [InlineData("sas_tkn")]
    [InlineData("credentals")]
    [InlineData("scret")]
    [InlineData("acct_ky")]
    [InlineData("acctKye")]
    [InlineData("auth")]
    [InlineData("my_creds")]
    [InlineData("login-pass")]
    public void An_unknown_attribute_whose_name_is_near_a_secrets_is_masked_from_any_layer(string attribute)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile($$"""{ "stores.m.{{attribute}}": "CANARY-x" }""").Load();
        config[$"stores.m.{attribute}"].IsSecret.ShouldBeTrue();
        config.ToString().ShouldNotContain("CANARY");
        config.Diagnostics.ShouldContain(d => d.Id == "DJ2003");
    }

    [Fact]
    public void A_variable_with_a_misspelt_attribute_is_masked()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithVariable("DJ_STORES", """{ "m": { "protocol": "azure", "scret": "CANARY-1" } }""")
            .WithVariable("DJ_STORES_M_SAS_TKN", "CANARY-2").Load();
        config["stores.m.scret"].IsSecret.ShouldBeTrue();
        config["stores.m.sas_tkn"].IsSecret.ShouldBeTrue();
    }

    [Theory]
    [InlineData("stores.m.note")]
    [InlineData("stores.m.comment")]
    [InlineData("stores.m.region")]
    [InlineData("stores.m.auth_mode")]
    [InlineData("stores.m.broken")]
    [InlineData("stores.m.connections")]
    [InlineData("stores.m.compression")]
    [InlineData("custom.smtp")]
    [InlineData("custom.taken")]
    [InlineData("custom.author")]
    [InlineData("custom.sas.version")]
    public void An_ordinary_unknown_name_is_shown(string key)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile($$"""{ "{{key}}": "shown" }""").Load();
        config[key].IsSecret.ShouldBeFalse();
        config.Diagnostics.ShouldNotContain(d => d.Id == "DJ2003");
    }

    [Theory]
    [InlineData("stores.m.note")]
    [InlineData("custom.smtp")]
    [InlineData("custom.tokn")]
    [InlineData("custom.api_kye")]
    public void What_stands_among_the_secrets_is_masked_whatever_its_name_is(string key)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret("datajoint.json", $$"""{ "{{key}}": "CANARY-x" }""").Load();
        config[key].IsSecret.ShouldBeTrue();
        config[key].Reveal().ShouldBe("CANARY-x");
        config.Explain(key).ToString().ShouldNotContain("CANARY");
        config.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public void Numbers_and_lists_among_the_secrets_are_masked_and_flags_are_not()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret("datajoint.json", """{ "custom": { "pin": 4711, "list": [1, "x"], "flag": true } }""").Load();
        config["custom.pin"].ToString().ShouldBe("********");
        config["custom.pin"].AsInteger().ShouldBe(4711);
        config["custom.list"].ToString().ShouldBe("********");
        config["custom.flag"].AsBoolean().ShouldBeTrue();
    }

    [Fact]
    public void A_single_value_file_of_an_unknown_attribute_is_masked()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret("stores.m.note", "CANARY-x").Load();
        config["stores.m.note"].IsSecret.ShouldBeTrue();
    }

    [Fact]
    public void A_file_that_a_variable_names_is_masked()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithFile("note", "CANARY-1").WithFile("stores", """{ "n": { "protocol": "file", "memo": "CANARY-2" } }""")
            .WithVariable("DJ_STORES_FILE", project.PathOf("stores")).WithVariable("DJ_STORES_N_NOTE_FILE", project.PathOf("note")).Load();
        config["stores.n.note"].IsSecret.ShouldBeTrue();
        config["stores.n.memo"].IsSecret.ShouldBeTrue();
        config["stores.n.protocol"].IsSecret.ShouldBeFalse();
    }

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountKey=CANARY0000;EndpointSuffix=x")]
    [InlineData("https://a.example/c?sv=1&sig=CANARY0000")]
    [InlineData("Server=db;Password=CANARY0000")]
    [InlineData("-----BEGIN PRIVATE KEY-----\\nCANARY0000")]
    public void A_value_that_looks_like_a_credential_is_one(string value)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile($$"""{ "stores.m.note": "{{value}}", "custom.list": ["{{value}}"], "custom.memo": "{{value}}" }""").Load();
        config.ToString().ShouldNotContain("CANARY");
        config["custom.list"].ToString().ShouldBe("********");
        config.Diagnostics.Count(d => d.Id == "DJ2003").ShouldBe(3);
        config.Diagnostics.ShouldAllBe(d => d.Excerpt == null || !d.Excerpt.Line.Contains("CANARY", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("see password=; it is elsewhere")]
    [InlineData("https://a.example/c?design=3")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    public void A_value_that_only_mentions_a_credential_is_shown(string value)
    {
        using TestProject project = new();
        project.WithProjectFile($$"""{ "custom.memo": "{{value}}" }""").Load()["custom.memo"].IsSecret.ShouldBeFalse();
    }
}
