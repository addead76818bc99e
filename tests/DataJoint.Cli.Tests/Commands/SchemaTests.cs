using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using NJsonSchema;

namespace DataJoint.Cli.Tests;

/// <summary>The JSON Schema accepts what the loader accepts, and flags what it does not know.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "$schema": "./datajoint.schema.json", "database.host": "db", "database": { "port": 3306, "tls": { "ca": "x" }, "tls.cert": "y" } }""")]
    [InlineData("""{ "database.tls": { "verify": "FULL" }, "loglevel": "debug", "safemode": "yes", "database.port": "3307" }""")]
    [InlineData("""{ "database": null, "cache": null, "stores": null, "jobs": { "version_method": null } }""")]
    [InlineData("""{ "custom": { "anything": [1] }, "custom.more": 1 }""")]
    [InlineData("""{ "stores": { "default": "main", "main": { "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l", "secure": false } } }""")]
    [InlineData("""{ "stores.main": { "protocol": "file", "location": "/d", "subfolding": [2, 2] }, "stores.main.stage": "s" }""")]
    [InlineData("""{ "stores": { "main": { "secret_key": "example" }, "main.region": "eu" } }""")]
    [InlineData("""{ "stores": { "lab": { "protocol": "plugin", "location": "l", "colour": "red" } } }""")]
    [InlineData("""{ "stores": { "main": { "protocol": "s3" } } }""")]
    [InlineData("""{ "stores": { "main": { "protocol": "s3", "bucket": "b" }, "lab": { "protocol": "plugin" }, "files": { "protocol": "FILE" } } }""")]
    public async Task Valid(string json)
    {
        Problems(await SchemaAsync(ConfigurationSchema.CreateForSecrets()), json).ShouldBeEmpty();
        using TemporaryProject project = new TemporaryProject().Write(".secrets/datajoint.json", json);
        new Djc(project).Run("config", "show", "--strict").ShouldSatisfyAllConditions(r => r.Error.ShouldBeEmpty(), r => r.ExitCode.ShouldBe(0));
    }

    [Theory]
    [InlineData("""{ "database.hots": "x" }""")]
    [InlineData("""{ "database": { "hots": "x" } }""")]
    [InlineData("""{ "database": { "tls": { "cas": "x" } } }""")]
    [InlineData("""{ "database.port": 0 }""")]
    [InlineData("""{ "database.port": "many" }""")]
    [InlineData("""{ "database.password": 12345 }""")]
    [InlineData("""{ "safemode": "maybe" }""")]
    [InlineData("""{ "database.backend": "oracle" }""")]
    [InlineData("""{ "stores": { "main": { "protocol": "s3", "location": "l", "container": "c" } } }""")]
    [InlineData("""{ "stores": { "main": { "protocol": "file", "location": "l", "bucket": "b" } } }""")]
    [InlineData("""{ "stores": { "main": { "bukket": "b" } } }""")]
    [InlineData("""{ "stores.main.bukket": "b" }""")]
    [InlineData("""{ "stores": { "main": "oops" } }""")]
    [InlineData("""{ "database.host": "" }""")]
    [InlineData("""{ "database": { "host": "  " } }""")]
    [InlineData("""{ "database.host": "db example.com" }""")]
    [InlineData("""{ "database.host": "user@db" }""")]
    [InlineData("""{ "database.host": "db.example.com,other.example.com" }""")]
    [InlineData("""{ "database": { "host": "/run/one,/run/two" } }""")]
    [InlineData("""{ "database.password": "example" }""")]
    [InlineData("""{ "database": { "password": "" } }""")]
    [InlineData("""{ "stores": { "main": { "protocol": "s3", "location": "l", "secret_key": "example" } } }""")]
    [InlineData("""{ "stores": { "main": { "access_key": "example" } } }""")]
    [InlineData("""{ "stores.main.secret_key": "example" }""")]
    public async Task Flagged(string json) => Problems(await SchemaAsync(), json).ShouldNotBeEmpty();

    [Theory]
    [InlineData("""{ "database.password": "ref+file://keys/lab.json#/password" }""")]
    [InlineData("""{ "database": { "password": "ref+vault://secret/lab#/password" } }""")]
    [InlineData("""{ "stores.main.secret_key": "ref+env://KEY" }""")]
    [InlineData("""{ "stores": { "main": { "protocol": "s3", "location": "l", "access_key": "ref+env://ID", "secret_key": "ref+env://KEY" } } }""")]
    [InlineData("""{ "stores": { "main": { "secret_key": "ref+env://KEY" } } }""")]
    public async Task A_reference_is_valid_in_both(string json)
    {
        Problems(await SchemaAsync(), json).ShouldBeEmpty();
        Problems(await SchemaAsync(ConfigurationSchema.CreateForSecrets()), json).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_a_secret_completes_is_valid_in_each_file_and_as_a_whole()
    {
        const string Committed = """{ "stores": { "main": { "protocol": "s3", "location": "l", "bucket": "b" } } }""";
        const string Secret = """{ "stores": { "main": { "endpoint": "minio:9000", "secret_key": "example" } } }""";
        JsonSchema schema = await SchemaAsync();
        Problems(schema, Committed).ShouldBeEmpty();
        Problems(await SchemaAsync(ConfigurationSchema.CreateForSecrets()), Secret).ShouldBeEmpty();
        Problems(schema, Secret).ShouldNotBeEmpty("credentials belong in .secrets/");

        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", Committed);
        new Djc(project).Run("check", "--offline").Output.ShouldContain("endpoint");
        new Djc(project.Write(".secrets/datajoint.json", Secret)).Run("check", "--offline", "--format", "json").Output.ShouldNotContain("DJ4001");
    }

    [Fact]
    public void Every_setting_and_attribute_is_described()
    {
        JsonElement schema = JsonDocument.Parse(ConfigurationSchema.Create()).RootElement;
        schema.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        JsonElement definitions = schema.GetProperty("$defs");
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            JsonElement described = definitions.GetProperty(definition.Key);
            described.GetProperty("description").GetString()!.ShouldStartWith(definition.Description);
            described.TryGetProperty("default", out _).ShouldBe(definition.Default is not null);
            schema.GetProperty("properties").TryGetProperty(definition.Key, out _).ShouldBeTrue();
        }

        foreach (StoreAttribute attribute in StoreCatalogue.Protocols.SelectMany(p => p.Required.Concat(p.Optional)).Concat(StoreCatalogue.Common))
        {
            definitions.GetProperty("stores.*." + attribute.Name).TryGetProperty("writeOnly", out _).ShouldBe(attribute.IsSecret);
        }
    }

    [Theory]
    [InlineData(" db.example.com:3307 ")]
    [InlineData("[::1]:3306")]
    [InlineData("/var/run/postgresql")]
    public async Task Hosts_that_the_loader_takes_are_valid(string host)
    {
        Problems(await SchemaAsync(), $$"""{ "database.host": "{{host}}" }""").ShouldBeEmpty();
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", $$"""{ "database.host": "{{host}}" }""");
        new Djc(project).Run("config", "get", "database.host").ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Init_names_the_schema_and_what_it_writes_fits()
    {
        using TemporaryProject project = new();

        foreach (string[] words in (string[][])[["init"], ["init", "--full"]])
        {
            new Djc(project).Run(words).Output.ShouldContain("created  datajoint.schema.json");
            string config = File.ReadAllText(Path.Combine(project.Root, "datajoint.json"));
            config.ShouldStartWith("{\n  \"$schema\": \"./datajoint.schema.json\",\n");
            Problems(await SchemaAsync(File.ReadAllText(Path.Combine(project.Root, "datajoint.schema.json"))), config).ShouldBeEmpty();
            new Djc(project).Run("config", "show", "--strict").ExitCode.ShouldBe(0);
            File.Delete(Path.Combine(project.Root, "datajoint.json"));
            File.Delete(Path.Combine(project.Root, "datajoint.schema.json"));
        }
    }

    [Fact]
    public void Init_leaves_a_project_that_names_none_without_one()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{}");

        new Djc(project).Run("init").Output.ShouldNotContain("schema");
    }

    [Fact]
    public void The_schema_can_be_named()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{\n  // mine\n  \"safemode\": true\n}\n");

        new Djc(project).Run("config", "set", "$schema", "./datajoint.schema.json").ShouldBe(new DjcResult(0, "changed  datajoint.json\n", ""));
        File.ReadAllText(Path.Combine(project.Root, "datajoint.json")).ShouldContain("\"$schema\": \"./datajoint.schema.json\"");
        new Djc(project).Run("config", "set", "$schema", "other.json").ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(project.Root, "datajoint.json")).ShouldSatisfyAllConditions(
            text => text.ShouldContain("\"other.json\""), text => text.ShouldNotContain("datajoint.schema"), text => text.ShouldContain("// mine"));
        new Djc(project).Run("config", "unset", "$schema").ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(project.Root, "datajoint.json")).ShouldBe("{\n  // mine\n  \"safemode\": true\n}\n");
        new Djc(project).Run("config", "set", "$schema", " ").ExitCode.ShouldBe(2);
    }

    [Fact]
    public void The_address_of_the_schema_is_read_where_it_is_set()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{}");
        new Djc(project).Run("config", "get", "$schema").ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldBeEmpty(), r => r.Error.ShouldContain("$schema is not in datajoint.json"),
            r => r.Error.ShouldContain("djc config set '$schema' ./datajoint.schema.json"));
        new Djc(project).Run("config", "unset", "$schema").ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1), r => r.Error.ShouldContain("$schema is not in datajoint.json"));
        new Djc(project).Run("config", "set", "$schema", "https://example.org/a\"b.json").ExitCode.ShouldBe(0);
        new Djc(project).Run("config", "get", "$schema").ShouldBe(new DjcResult(0, "https://example.org/a\"b.json\n", ""));
        JsonDocument.Parse(new Djc(project).Run("config", "get", "$schema", "--format", "json").Output).RootElement.GetProperty("value").GetString()
            .ShouldBe("https://example.org/a\"b.json");
        new Djc(project).Run("config", "explain", "$schema").ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain("not a setting"), r => r.Error.ShouldContain("djc config get '$schema'"));
    }

    [Fact]
    public void Config_schema_prints_it()
    {
        using TemporaryProject project = new();
        new Djc(project).Run("config", "schema").ShouldBe(new DjcResult(0, ConfigurationSchema.Create(), ""));
        new Djc(project).Run("config", "schema", "--secrets").ShouldBe(new DjcResult(0, ConfigurationSchema.CreateForSecrets(), ""));
    }

    private static Task<JsonSchema> SchemaAsync(string? text = null) => JsonSchema.FromJsonAsync(text ?? ConfigurationSchema.Create());

    private static IEnumerable<string> Problems(JsonSchema schema, string json) => schema.Validate(json).Select(p => p.ToString());
}
