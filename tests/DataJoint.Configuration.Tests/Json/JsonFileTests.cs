using System.Text;

namespace DataJoint.Configuration.Tests;

public sealed class JsonFileTests
{
    [Theory]
    [InlineData("""{ "database.tls.ca": "/ca.pem" }""")]
    [InlineData("""{ "database": { "tls.ca": "/ca.pem" } }""")]
    [InlineData("""{ "database.tls": { "ca": "/ca.pem" } }""")]
    [InlineData("""{ "database": { "tls": { "ca": "/ca.pem" } } }""")]
    [InlineData("""{ "database": { "tls": {} }, "database.tls": { "ca": "/ca.pem", }, }""")]
    [InlineData("""{ "\u0064atabase": { "tls": { "c\u0061": "\/ca.pem" } } }""")]
    public void Flat_nested_and_mixed_keys_mean_the_same(string json)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile(json).Load();
        config.Database.Tls.Ca.ShouldBe("/ca.pem");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void The_remedy_for_a_credential_names_the_environment_of_its_file()
    {
        using TestProject project = new();
        project.WithFile("datajoint.json", "{}").WithFile("datajoint.dev.json", "{ \"database.password\": \"CANARY\" }").WithVariable("DJ_ENV", "dev");

        project.Load().Diagnostics.ShouldHaveSingleItem().Hint
            .ShouldBe("Run: djc secrets set database.password --env dev && djc config unset database.password --env dev");
    }

    [Fact]
    public void Several_objects_for_one_group_are_merged()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile(
            """{ "database": { "host": "db" }, "database": { "user": "me" }, "database.name": "lab", "stores": { "a": { "protocol": "file" } }, "stores.a": { "location": "/d" } }""").Load();
        config.Database.Host.ShouldBe("db");
        config.Database.User.ShouldBe("me");
        config.Database.Name.ShouldBe("lab");
        config.Stores["a"].Location.ShouldBe("/d");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void The_later_of_two_wins_with_a_warning_that_names_both_places()
    {
        using TestProject project = new();
        project.WithProjectFile("{\n  \"database.user\": \"first\",\n  \"database\": { \"user\": \"second\" }\n}\n");
        DataJointConfig config = project.Load();
        config.Database.User.ShouldBe("second");
        Diagnostic warning = config.Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ1006");
        warning.Message.ShouldContain("datajoint.json:2:20");
        warning.Message.ShouldContain("datajoint.json:3:25");
    }

    [Theory]
    [InlineData("""{ "database.user": "kept", "database.user": null }""")]
    [InlineData("""{ "database.user": "kept", "database": { "user": null } }""")]
    [InlineData("""{ "database.user": "kept", "database": null }""")]
    [InlineData("""{ "database.user": null, "database": { "user": "kept" } }""")]
    public void A_null_never_counts_not_even_as_a_later_duplicate(string json)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile(json).Load();
        config.Database.User.ShouldBe("kept");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_null_in_a_store_keeps_the_earlier_attribute()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile(
            """{ "stores": { "a": { "protocol": "file", "location": "/d", "location": null }, "a": null } }""").Load();
        config.Stores["a"].Location.ShouldBe("/d");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_tolerated()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile(
            "\uFEFF// top\n{ /* a */ \"database.user\" /* b */ : // c\n \"me\" , /* d */ } // end").Load();
        config.Database.User.ShouldBe("me");
        config.OriginOf("database.user").ShouldBe("datajoint.json:3:2");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void The_schema_is_ignored_whatever_it_is()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "$schema": "https://example.com/s.json" }""").Diagnose().ShouldBeEmpty();
        project.WithProjectFile("""{ "$schema": { "a": [1] } }""").Diagnose().ShouldBeEmpty();
        project.WithProjectFile("""{ "$schema": [] }""").Diagnose().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "1:1")]
    [InlineData("   \n", "1:1")]
    [InlineData("null", "1:1")]
    [InlineData("[]", "1:1")]
    [InlineData("\"text\"", "1:1")]
    [InlineData("{", "1:2")]
    [InlineData("{ \"a\" }", "1:7")]
    [InlineData("{ \"database.user\": }", "1:20")]
    [InlineData("{ \"database.user\": \"a\" \"b\": 1 }", "1:24")]
    [InlineData("{ \"database.user\": \"a\nb\" }", "1:20")]
    [InlineData("{ \"database.user\": \"a", "1:20")]
    [InlineData("{ \"database.user\": \"a\tb\" }", "1:22")]
    [InlineData("{ \"database.user\": \"\\x\" }", "1:21")]
    [InlineData("{ \"database.user\": \"\\ud800\" }", "1:21")]
    [InlineData("{ \"database.user\": \"\\udc00\\ud800\" }", "1:21")]
    [InlineData("{ \"database.user\": \"\\u12\" }", "1:21")]
    [InlineData("{ } }", "1:5")]
    [InlineData("{ } /* open", "1:5")]
    [InlineData("{ 'database.user': 'me' }", "1:3")]
    [InlineData("{ \"safemode\": True }", "1:15")]
    [InlineData("{ \"safemode\": nul }", "1:15")]
    [InlineData("{ \"display.limit\": 012 }", "1:20")]
    [InlineData("{ \"display.limit\": NaN }", "1:20")]
    [InlineData("{ \"display.limit\": 1 2 }", "1:22")]
    [InlineData("{ ,\"display.limit\": 1 }", "1:3")]
    [InlineData("{ \"display.limit\": 1,, }", "1:22")]
    [InlineData("{ \"display.limit\": [1 }", "1:23")]
    [InlineData("{ \"stores.a.x\": [1,, 2] }", "1:20")]
    [InlineData("{ \"x\": { \"y\": } }", "1:15")]
    public void Malformed_text_is_an_error_at_its_place(string json, string place)
    {
        using TestProject project = new();
        IReadOnlyList<Diagnostic> diagnostics = project.WithProjectFile(json).Fail().Diagnostics;
        diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Place()).ShouldContain("datajoint.json:" + place);
    }

    [Fact]
    public void A_forgotten_comma_does_not_hide_what_else_is_wrong()
    {
        using TestProject project = new();
        project.WithProjectFile("{\n  \"database.user\": \"me\"\n  \"database.port\": \"many\"\n}").Fail()
            .Diagnostics.Select(d => d.Place()).ShouldBe(["datajoint.json:3:3", "datajoint.json:3:20"]);
    }

    [Fact]
    public void Every_problem_of_every_source_is_reported_at_once()
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithProjectFile("{\n  \"database.port\": 0,\n  \"loglevel\": \"LOUD\"\n}")
            .WithFile("datajoint.dev.json", "{ oops }")
            .WithSecret("datajoint.json", "[]")
            .WithSecret("database.port", "many")
            .WithMountedSecret("safemode", "maybe")
            .WithVariable("DJ_PORT", "-1")
            .WithVariable("DJ_STORES", "{");
        project.Fail().Diagnostics.Select(d => d.Place()).ShouldBe(
        [
            "datajoint.dev.json:1:3", "datajoint.json:2:20", "datajoint.json:3:15", ".secrets/database.port:1:1", ".secrets/datajoint.json:1:1",
            Path.Combine(project.Mounted, "safemode").Replace('\\', '/') + ":1:1", "DJ_PORT", "DJ_STORES",
        ]);
    }

    [Fact]
    public void Nothing_of_a_broken_configuration_is_used()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "old" }""").Load();
        project.WithProjectFile("""{ "database.user": "new", "database.port": "many" }""");
        Should.Throw<ConfigurationException>(config.Reload);
        config.Database.User.ShouldBe("old");
    }

    [Fact]
    public void Utf16_is_recognised_and_named()
    {
        using TestProject project = new();
        project.WithFile("datajoint.json", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")]);
        Diagnostic error = project.Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1010");
        error.Message.ShouldContain("UTF-16");
    }

    [Fact]
    public void Latin1_is_an_error_at_the_byte_that_is_wrong()
    {
        using TestProject project = new();
        byte[] bytes = Encoding.UTF8.GetBytes("{\n  \"database.user\": \"J?rg\" }");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xF6;
        Diagnostic error = project.WithFile("datajoint.json", bytes).Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1010");
        error.Place().ShouldBe("datajoint.json:2:22");
    }
}
