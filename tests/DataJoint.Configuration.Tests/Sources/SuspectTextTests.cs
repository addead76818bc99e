using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Tests;

public sealed class SuspectTextTests
{
    [Theory]
    [InlineData("DJ_HOST", "$DJ_HOST", "$NAME")]
    [InlineData("DJ_USER", "${DJ_USER}", "${NAME}")]
    [InlineData("DJ_PASS", "%DJ_PASS%", "%NAME%")]
    [InlineData("DJ_PASS", "<your password>", "<…>")]
    [InlineData("DJ_DATABASE_NAME", "{{ lab }}", "{{ … }}")]
    [InlineData("DJ_PASS", "${{ secrets.DJ_PASS }}", "${{ … }}")]
    [InlineData("DJ_TLS_CA", "$(CA_FILE)", "$(NAME)")]
    [InlineData("DJ_STORES_MAIN_SECRET_KEY", " $SECRET ", "$NAME")]
    [InlineData("DJ_STORES_MAIN_BUCKET", "$env:BUCKET", "$env:NAME")]
    [InlineData("DJ_PASS", "********", "***")]
    [InlineData("DJ_HOST", "****", "***")]
    public void A_placeholder_that_nothing_replaced_is_a_warning(string variable, string value, string form)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithVariable(variable, value).Load().Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ1028");
        warning.Message.ShouldContain($"a placeholder of the form {form} for its value");
        warning.Message.ShouldNotContain(value.Trim());
        warning.Place().ShouldBe(variable);
    }

    [Theory]
    [InlineData("${DJ_HOST:-}", "${NAME}")]
    [InlineData("$env:DJ_HOST", "$env:NAME")]
    [InlineData("${{ secrets.DJ_HOST }}", "${{ … }}")]
    public void A_placeholder_that_cannot_be_a_host_is_told_as_one(string host, string form)
    {
        using TestProject project = new();
        Diagnostic error = project.WithVariable("DJ_HOST", host).Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1021");
        error.Message.ShouldContain($"a placeholder of the form {form} for its value");
    }

    [Theory]
    [InlineData("pa$$word")]
    [InlineData("$ecret!")]
    [InlineData("$1")]
    [InlineData("50%")]
    [InlineData("<a><b>")]
    [InlineData("{\"a\":1}")]
    [InlineData("100%sure%")]
    [InlineData("a\"b\"")]
    [InlineData("\"")]
    [InlineData("two words")]
    public void A_value_that_only_resembles_one_is_a_value(string password)
    {
        using TestProject project = new();
        project.WithVariable("DJ_PASS", password).Load().Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DJ_PASS", "CANARY\r", "a carriage return at its end")]
    [InlineData("DJ_USER", "alice\r", "a carriage return at its end")]
    [InlineData("DJ_USER", " alice", "a blank at its beginning")]
    [InlineData("DJ_PASS", "CANARY ", "a blank at its end")]
    [InlineData("DJ_PASS", "\tCANARY\u00a0", "blanks around it")]
    [InlineData("DJ_PASS", "\"CANARY\"", "a pair of quotes around it")]
    [InlineData("DJ_PASS", "'CANARY'", "a pair of quotes around it")]
    [InlineData("DJ_PASS", "\u201cCANARY\u201d", "a pair of quotes around it")]
    [InlineData("DJ_STORES_MAIN_SECRET_KEY", "CANARY\n", "a line end at its end")]
    [InlineData("DJ_STORES_MAIN_BUCKET", "'data'", "a pair of quotes around it")]
    [InlineData("DJ_HOST", "\"db\"", "a pair of quotes around it")]
    [InlineData("DJ_PASS", "\u200bCANARY", "an invisible character (U+200B) at its beginning")]
    [InlineData("DJ_PASS", "CANARY\ufeff", "an invisible character (U+FEFF) at its end")]
    public void What_surrounds_a_value_is_a_warning_without_the_value(string variable, string value, string found)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithVariable(variable, value).Load();
        Diagnostic warning = config.Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ1029");
        warning.Message.ShouldContain("has " + found);
        warning.Hint!.ShouldContain(variable);
        (warning.Message + warning.Hint).ShouldNotContain("CANARY");
    }

    [Fact]
    public void Values_set_from_code_are_looked_at_as_they_come_and_go()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSetting("database.password", "CANARY\r").Load();
        Diagnostic warning = config.Diagnostics.ShouldHaveSingleItem();
        warning.Place().ShouldBe("program");
        warning.ToString().ShouldNotContain("CANARY");

        config["database.password"] = "CANARY";
        config.Diagnostics.ShouldBeEmpty();
        config["database.user"] = "'alice'";
        config.Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("database.user has a pair of quotes");
        using (config.Override(("database.user", "alice")))
        {
            config.Database.User.ShouldBe("alice");
        }
    }

    [Fact]
    public void In_strict_mode_one_from_code_fails_the_load()
    {
        using TestProject project = new() { Strict = true };
        project.WithSetting("database.password", " x").Fail().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1029");
    }

    [Theory]
    [InlineData("$x")]
    [InlineData("\"quoted\"")]
    [InlineData(" padded ")]
    [InlineData("<angle>")]
    [InlineData("${{ secrets.NAME }}")]
    public void A_credential_in_a_JSON_file_of_secrets_is_taken_as_it_stands(string password)
    {
        using TestProject project = new() { Strict = true };
        string text = JsonStrings.Encode(password);
        string json = $$"""{ "database.password": {{text}}, "stores.main.secret_key": {{text}} }""";
        DataJointConfig config = project.WithProjectFile("{}").WithSecret("datajoint.json", json).Load();

        config.Diagnostics.ShouldBeEmpty();
        config.Database.Password!.Reveal().ShouldBe(password);
    }

    [Fact]
    public void The_way_for_one_that_is_meant_is_told()
    {
        using TestProject project = new();
        project.WithVariable("DJ_PASS", "$x").DiagnoseOne().Hint.ShouldEndWith("A credential that is meant so is taken as it stands in .secrets/datajoint.json.");
    }

    [Theory]
    [InlineData("""{ "database.user": "alice " }""", "1:20", "DJ1029")]
    [InlineData("""{ "stores.main.bucket": "${BUCKET}" }""", "1:25", "DJ1028")]
    public void Files_are_looked_at_too(string json, string place, string id)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile(json).DiagnoseOne();
        warning.Id.ShouldBe(id);
        warning.Place().ShouldBe("datajoint.json:" + place);
    }

    [Fact]
    public void Quotes_in_a_single_value_file_are_told_and_blanks_are_not_there()
    {
        using TestProject project = new();
        Diagnostic warning = project.WithSecret("database.user", " alice \r\n").WithSecret("database.password", "\"CANARY\"\n").DiagnoseOne();
        warning.Message.ShouldContain("database.password has a pair of quotes");
        warning.Place().ShouldBe(".secrets/database.password:1:1");
    }

    [Fact]
    public void What_is_free_text_is_left_alone()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "custom.note": " x ", "connection.init_function": "SET @a = 1 ", "stores.main.token": "{\"a\": 1}\n" }""")
            .Load().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ2003");
    }
}
