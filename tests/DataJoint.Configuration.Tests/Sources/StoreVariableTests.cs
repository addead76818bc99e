using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Tests;

public sealed class StoreVariableTests
{
    [Theory]
    [InlineData("main", "DJ_STORES_MAIN_BUCKET", "stores.main.bucket")]
    [InlineData("my-store", "DJ_STORES_MY_STORE_ACCESS_KEY", "stores.my-store.access_key")]
    [InlineData("my store 2", "DJ_STORES_MY_STORE_2_SECRET_KEY", "stores.my store 2.secret_key")]
    [InlineData("access", "DJ_STORES_ACCESS_KEY", "stores.access.key")]
    [InlineData("main", "DJ_STORES_MAIN_RETRIES", "stores.main.retries")]
    [InlineData("archive", "DJ_STORES_NEW_ACCESS_KEY", "stores.new.access_key")]
    [InlineData("archive", "DJ_STORES_A_B_HASH_PREFIX", "stores.a_b.hash_prefix")]
    [InlineData("é", "DJ_STORES_É_BUCKET", "stores.é.bucket")]
    public void A_variable_finds_its_store_and_attribute(string known, string variable, string key)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("{ \"stores\": { " + JsonStrings.Encode(known) + ": {} } }")
            .WithVariable(variable, "value").Load();
        config.TextOf(key).ShouldBe("value");
        config.OriginOf(key).ShouldBe(variable);
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void The_longest_store_name_with_a_known_attribute_comes_first()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "a": {}, "a_access": {} } }""")
            .WithVariable("DJ_STORES_A_ACCESS_KEY", "value").Load();
        config.TextOf("stores.a.access_key").ShouldBe("value");
        config.TextOf("stores.a_access.key").ShouldBe("(none)");
    }

    [Fact]
    public void A_variable_that_fits_two_stores_is_an_error_that_names_both()
    {
        using TestProject project = new();
        Diagnostic error = project.WithProjectFile("""{ "stores": { "a-b": {}, "a_b": {} } }""").WithVariable("DJ_STORES_A_B_BUCKET", "x")
            .Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1019");
        error.Message.ShouldContain("\"a-b\"");
        error.Message.ShouldContain("\"a_b\"");
    }

    [Theory]
    [InlineData("DJ_STORES_MAIN_BUKET", true)]
    [InlineData("DJ_STORES_", false)]
    [InlineData("DJ_STORES__", false)]
    [InlineData("DJ_STORES_BUCKET", false)]
    [InlineData("DJ_STORES_DEFAULT", false)]
    [InlineData("DJ_STORES__FILE", false)]
    [InlineData("DJ_STORES_DEFAULT_BUCKET", false)]
    public void A_variable_that_fits_nothing_is_a_warning(string variable, bool suggests)
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "stores": { "maid": {} } }""");
        Diagnostic warning = project.WithVariable(variable, "canary").Load().Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ1020");
        (warning + warning.Hint).ShouldNotContain("canary");
        warning.Hint!.Contains("Did you mean").ShouldBe(suggests);
    }

    [Theory]
    [InlineData("DJ_STORES_RWA_DATA_BUKET", "DJ_STORES_RAW_DATA_BUCKET")]
    [InlineData("DJ_STORES_RAWDATA_SECRETKEY", "DJ_STORES_RAW_DATA_SECRET_KEY")]
    [InlineData("DJ_STORES_MIAD_SECRTE_KEY", "DJ_STORES_MAID_SECRET_KEY")]
    public void The_nearest_store_and_attribute_are_suggested(string variable, string suggestion)
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "stores": { "maid": {}, "raw-data": {} } }""").WithVariable(variable, "fake")
            .Load().Diagnostics.ShouldHaveSingleItem().Hint.ShouldBe($"Did you mean {suggestion}?");
    }

    [Theory]
    [InlineData("DJ_STORES__MAIN__ACCESS_KEY", "DJ_STORES_MAIN_ACCESS_KEY")]
    [InlineData("DJ_STORES__MAIN__BUCKET_FILE", "DJ_STORES_MAIN_BUCKET_FILE")]
    [InlineData("DJ_STORES_MAIN__BUCKET", "DJ_STORES_MAIN_BUCKET")]
    [InlineData("DJ_STORES_MAIN__ACCESS__KEY", "DJ_STORES_MAIN_ACCESS_KEY")]
    [InlineData("DJ_STORES__OTHER_BUCKET", "DJ_STORES_OTHER_BUCKET")]
    public void Doubled_underscores_make_no_store(string variable, string suggestion)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "main": {} } }""").WithVariable(variable, "fake").Load();
        config.Stores.ShouldBe(["main"]);
        config.Diagnostics.ShouldHaveSingleItem().Hint.ShouldBe($"Did you mean {suggestion}?");
    }

    [Fact]
    public void A_configured_store_may_have_underscores_at_its_ends()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "_main_": {} } }""").WithVariable("DJ_STORES__MAIN__BUCKET", "b").Load();
        config.TextOf("stores._main_.bucket").ShouldBe("b");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Many_unmatched_variables_beside_many_stores_are_summed_up_soon()
    {
        using TestProject project = new();
        project.WithProjectFile("{ \"stores\": { " + string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"\"store_number_{i}\": {{}}")) + " } }");
        for (int i = 0; i < 2500; i++)
        {
            project.WithVariable($"DJ_STORES_STOER_NUMBRE_{i}_WITH_WROGN_ENDING", "fake");
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        IReadOnlyList<Diagnostic> found = project.Load().Diagnostics;
        found.Count.ShouldBe(2001);
        found[found.Count - 1].Message.ShouldBe("500 more of the same kind");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void The_stores_variable_replaces_the_stores_of_the_project_layer()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "stores": { "default": "old", "old": { "protocol": "file", "location": "/o" }, "main": { "bucket": "hidden" } } }""")
            .WithSecret("stores.main.secret_key", "KEY")
            .WithVariable("DJ_STORES", """{ "default": "main", "main": { "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l" } }""");
        DataJointConfig config = project.Load();
        config.Stores.ShouldBe(["main"]);
        config.Stores.Default.Name.ShouldBe("main");
        config.Stores["main"].GetText("bucket").ShouldBe("b");
        config.Stores["main"].GetSecret("secret_key")!.Reveal().ShouldBe("KEY");
        config.OriginOf("stores.main.bucket").ShouldBe("DJ_STORES");
        config.Explain("stores.main.bucket").Candidates.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_empty_stores_object_hides_the_stores_of_the_project_layer()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "default": "a", "a": { "protocol": "file" } } }""")
            .WithVariable("DJ_STORES", "{}").Load();
        config.Stores.ShouldBeEmpty();
        config["stores.default"].HasValue.ShouldBeFalse();
    }

    [Fact]
    public void A_hidden_store_is_not_matched()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "My-Store": {} } }""")
            .WithVariable("DJ_STORES", "{}").WithVariable("DJ_STORES_MY_STORE_BUCKET", "b").Load();
        config.Stores.ShouldBe(["my_store"]);
    }

    [Fact]
    public void A_store_variable_beats_the_stores_variable()
    {
        using TestProject project = new();
        project.WithVariable("DJ_STORES", """{ "main": { "bucket": "low" } }""").WithVariable("DJ_STORES_MAIN_BUCKET", "high")
            .Load().TextOf("stores.main.bucket").ShouldBe("high");
    }

    [Fact]
    public void The_stores_variable_can_come_from_a_file()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithFile("stores", "{\n \"main\": { \"bucket\": \"b\" }\n}\n").WithVariable("DJ_STORES_FILE", "stores").Load();
        config.TextOf("stores.main.bucket").ShouldBe("b");
        config.OriginOf("stores.main.bucket").ShouldBe("DJ_STORES_FILE");
    }

    [Fact]
    public void A_store_variable_can_come_from_a_file_with_a_document()
    {
        using TestProject project = new();
        project.WithFile("token", "{\n \"type\": \"service_account\"\n}\n").WithVariable("DJ_STORES_MAIN_TOKEN_FILE", project.PathOf("token"));
        DataJointConfig config = project.Load();
        config["stores.main.token"].Reveal().ShouldBe("{\n \"type\": \"service_account\"\n}");
        config.OriginOf("stores.main.token").ShouldBe("DJ_STORES_MAIN_TOKEN_FILE");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\uFEFF null\r\n")]
    public void A_stores_variable_that_is_null_sets_nothing(string text)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores.main.location": "/data" }""").WithVariable("DJ_STORES", text).Load();
        config["stores.main.location"].AsText().ShouldBe("/data");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"null\"")]
    [InlineData("{ \"main\": 5 }")]
    [InlineData("{ \"main\": { \"secret_key\": 5 } }")]
    [InlineData("not json")]
    [InlineData("{ \"a.b.c\": { \"x\": 1 ")]
    public void A_bad_stores_variable_is_an_error(string text)
    {
        using TestProject project = new();
        project.WithVariable("DJ_STORES", text).Fail().Diagnostics.ShouldHaveSingleItem().Place().ShouldBe("DJ_STORES");
    }

    [Theory]
    [InlineData("DJ_STORES_A_B_BUCKE\u0012")]
    [InlineData("DJ_STORE_MAIN\u001b[31m")]
    [InlineData("DJ_STORES_MAIN_\u0009OKEN_FILE")]
    [InlineData("DJ_STORES_\u202eX")]
    public void What_a_terminal_would_act_on_is_escaped_in_a_name(string variable)
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "stores": { "a-b": {}, "a_b": {} } }""").WithVariable(variable, "x");
        string said = string.Concat(project.Diagnose().Select(d => d + d.Hint));
        said.ShouldNotBeEmpty();
        said.ShouldAllBe(c => !char.IsControl(c) && c != '\u202e');
    }
}
