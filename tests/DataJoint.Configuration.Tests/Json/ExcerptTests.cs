namespace DataJoint.Configuration.Tests;

/// <summary>The line that a diagnostic shows: useful, and never with a secret in it, however the text is broken.</summary>
public sealed class ExcerptTests
{
    [Theory]
    [InlineData("""{ "database.port": "many" }""", """{ "database.port": "many" }""")]
    [InlineData("""{ "database": { "user": "me", "port": 0 } }""", """{ "database": { "user": "me", "port": 0 } }""")]
    [InlineData("""{ "databse.host": "x" }""", """{ "databse.host": "x" }""")]
    [InlineData("""{ "stores": { "main": { "bucket": 5 } } }""", """{ "stores": { "main": { "bucket": 5 } } }""")]
    [InlineData("""{ "stores": { "main": { "location": "x" }, "other": { "bucket": 5 } } }""", """{ "stores": { "main": { "location": "x" }, "other": { "bucket": 5 } } }""")]
    [InlineData("""{ "stores.main.bucket": 5 }""", """{ "stores.main.bucket": 5 }""")]
    [InlineData("""{ "database.password": 123 }""", """{ "database.password": ******** }""")]
    [InlineData("""{ "safemode": 2 } // "loglevel": "x" """, """{ "safemode": 2 } ********""")]
    [InlineData("""{ "custom": { "note": "x" }, "safemode": 2 }""", """{ "custom": { ********: ******** }, "safemode": 2 }""")]
    public void What_is_harmless_is_shown(string json, string shown)
    {
        using TestProject project = new();
        project.WithProjectFile(json).Diagnose()[0].Excerpt!.Line.ShouldBe(shown);
    }

    [Theory]
    [InlineData("""{ "database.user": 'alice", "database.password": "CANARY", "safemode": 2 }""")]
    [InlineData("""{ "database.user": // "database.password": "CANARY" """)]
    [InlineData("""{ "database.user": /* "CANARY" */ }""")]
    [InlineData("""{ "database.user": : "CANARY" }""")]
    [InlineData("""{ "database.user":, "CANARY" }""")]
    [InlineData("""{ "database.user": [ "CANARY" ] }""")]
    [InlineData("""{ "database.user": { "CANARY" } }""")]
    [InlineData("""{ "database.user": "alice\", "database.password": "CANARY" }""")]
    [InlineData("""{ "database.user": "alice, "database.password": "CANARY" }""")]
    [InlineData("""{ "database.user: "alice", "database.password": "CANARY" }""")]
    [InlineData("""{ database.user": "alice", "database.password": "CANARY" }""")]
    [InlineData("""{ "database.password: "CANARY" }""")]
    [InlineData("""{ database.password": "CANARY" }""")]
    [InlineData("""{ "database.password": CANARY" }""")]
    [InlineData("""{ "database.password": "CANARY }""")]
    [InlineData("""{ "database.password": 'CANARY' }""")]
    [InlineData("""{ "database.password" "CANARY" }""")]
    [InlineData("""{ "database.password", "CANARY": "x" }""")]
    [InlineData("""{ "database.password": ["CANARY"] }""")]
    [InlineData("""{ "database.password": {"CANARY" : }""")]
    [InlineData("""{ "database.password": "x" "CANARY" }""")]
    [InlineData("""{ "database.password": "CA"NARY-CANARY" }""")]
    [InlineData("""{ "database.password": "\CANARY" }""")]
    [InlineData("""{ "database.password": "CANARY\" }""")]
    [InlineData("""{ "database.password": CANARY }""")]
    [InlineData("{ \"database.password\":\n \"CANARY\":, }")]
    [InlineData("{ \"database.password\":\n \"CANARY\": { }")]
    [InlineData("{ \"database.password\":\r \"CANARY\":, }")]
    [InlineData("{ \"database.password\": \"\n\"CANARY\" }")]
    [InlineData("{ \"database.password\": \"CANARY\t\" }")]
    [InlineData("""{ "database.password": "CANARY" """)]
    [InlineData("""{ "custom": { "credentials": { "name": "CANARY" }, "safemode" } }""")]
    [InlineData("""{ "custom": { "passwd": { "name": "CANARY" }, "safemode" } }""")]
    [InlineData("""{ "x": 1, "credentials": { "name": "CANARY" } }""")]
    [InlineData("""{ "stores": { "a": { "token": { "type": "service", "host": "CANARY" } } } }""")]
    [InlineData("""{"stores":{"m":{"secret_key":{"CANARY123":{}}}}}""")]
    [InlineData("""{"database":{"password":{"CANARY123":{"a":1}}}}""")]
    [InlineData("{\"stores\":{\"m\":{\"secret_key\":{\n\"CANARY123\":{}}}}}")]
    [InlineData("""{"database":{"password":{"stores":{"CANARY123":{"a":1}}}}}""")]
    [InlineData("""{ "stores": { "a": { "token": { "x": {} , "CANARY": { "y" } } } } }""")]
    [InlineData("""{ "stores": { "a": { "servers": [ { "password": "CANARY" }, ] ] } } }""")]
    public void No_break_of_the_text_shows_a_secret(string json)
    {
        using TestProject project = new();
        foreach (string name in new[] { "datajoint.json", ".secrets/datajoint.json" })
        {
            using TestProject other = new();
            string said = string.Concat(other.WithFile(name, json).Diagnose().Select(d => d + d.Hint + d.Excerpt?.Line));
            said.ShouldNotBeEmpty();
            said.ShouldNotContain("CANARY", Case.Sensitive);
        }
    }

    [Fact]
    public void In_a_secrets_file_no_value_is_shown()
    {
        using TestProject project = new();
        project.WithSecret("datajoint.json", """{ "database.user": "me", "safemode": 2 }""").DiagnoseOne().Excerpt!.Line
            .ShouldBe("""{ "database.user": ********, "safemode": ******** }""");
    }
}
