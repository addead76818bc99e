namespace DataJoint.Configuration.Tests;

public sealed class EnvironmentVariableTests
{
    public static TheoryData<string, string> Variables()
    {
        TheoryData<string, string> all = [];
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            foreach (string variable in definition.EnvironmentVariables)
            {
                all.Add(variable, definition.Key);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Variables))]
    public void Each_variable_gives_its_setting_directly_and_by_a_file(string variable, string key)
    {
        using TestProject project = new();
        SettingCatalogue.TryFind(key, out SettingDefinition? definition).ShouldBeTrue();
        string value = definition!.Type switch
        {
            SettingType.Boolean => "true",
            SettingType.Integer => "7",
            SettingType.Enumeration => definition.Rule.AllowedValues[0],
            _ => "text",
        };
        DataJointConfig direct = project.WithVariable(variable, value).Load();
        direct.TextOf(key).ShouldBe(value);
        direct.OriginOf(key).ShouldBe(variable);
        direct.Diagnostics.ShouldBeEmpty();

        using TestProject other = new();
        DataJointConfig byFile = other.WithFile("value", value + "\n").WithVariable(variable + "_FILE", "value").Load();
        byFile.TextOf(key).ShouldBe(value);
        byFile.OriginOf(key).ShouldBe(variable + "_FILE");
        byFile.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DJ_HOST")]
    [InlineData("DJ_HOST_FILE")]
    [InlineData("DJ_STORES")]
    [InlineData("DJ_ENV")]
    [InlineData("DJ_STRICT")]
    [InlineData("DJ_SECRETS_DIR")]
    [InlineData("DJ_PASSWORD")]
    [InlineData("DJ_STORES_MAIN_BUCKET")]
    [InlineData("DJ_STORES_NONSENSE")]
    public void An_empty_variable_is_unset_and_nothing_is_said(string variable)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithVariable(variable, "").Load();
        config.Diagnostics.ShouldBeEmpty();
        config.Stores.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DJ_PASS")]
    [InlineData("DJ_PASS_FILE")]
    [InlineData("DJ_STORES_MAIN_SECRET_KEY")]
    public void An_empty_variable_for_a_secret_is_a_warning(string variable)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret("database.password", "below").WithVariable(variable, "").Load();
        config.Database.Password!.Reveal().ShouldBe("below");
        Diagnostic warning = config.Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ1017");
        warning.Place().ShouldBe(variable);
    }

    [Fact]
    public void Both_forms_of_one_variable_are_an_error_even_when_they_agree()
    {
        using TestProject project = new();
        Diagnostic error = project.WithFile("pass", "same").WithVariable("DJ_PASS", "same").WithVariable("DJ_PASS_FILE", "pass")
            .Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1016");
        error.Message.ShouldContain("DJ_PASS and DJ_PASS_FILE");
    }

    [Fact]
    public void One_form_empty_and_the_other_set_is_no_contradiction()
    {
        using TestProject project = new();
        project.WithFile("user", "me").WithVariable("DJ_USER", "").WithVariable("DJ_USER_FILE", "user").Load().Database.User.ShouldBe("me");
    }

    [Fact]
    public void Both_forms_of_a_store_variable_and_of_the_stores_are_errors()
    {
        using TestProject project = new();
        project.WithFile("v", "x").WithVariable("DJ_STORES_MAIN_BUCKET", "x").WithVariable("DJ_STORES_MAIN_BUCKET_FILE", "v")
            .DiagnoseOne().Id.ShouldBe("DJ1016");
        using TestProject other = new();
        other.WithFile("v", "{}").WithVariable("DJ_STORES", "{}").WithVariable("DJ_STORES_FILE", "v").DiagnoseOne().Id.ShouldBe("DJ1016");
    }

    [Theory]
    [InlineData("true", "1", null)]
    [InlineData("true", "false", "DJ1016")]
    public void The_two_names_of_tls_must_agree(string first, string second, string? id)
    {
        using TestProject project = new();
        project.WithVariable("DJ_TLS", first).WithVariable("DJ_USE_TLS", second);
        if (id is null)
        {
            DataJointConfig config = project.Load();
            config.Database.UseTls.ShouldBe(true);
            config.OriginOf("database.use_tls").ShouldBe("DJ_TLS");
        }
        else
        {
            project.DiagnoseOne().Id.ShouldBe(id);
        }
    }

    [Theory]
    [InlineData("dj_host")]
    [InlineData("Dj_Host")]
    public void Names_are_exact_and_upper_case(string variable)
    {
        Assert.SkipUnless(Native.IsUnix, "case does not count on Windows");
        using TestProject project = new();
        DataJointConfig config = project.WithVariable(variable, "db").Load();
        config.Database.Host.ShouldBe("localhost");
        config.Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("DJ_HOST");
    }

    [Theory]
    [InlineData("DJ_PASSWORD", "DJ_PASS")]
    [InlineData("DJ_PASSWORD_FILE", "DJ_PASS_FILE")]
    [InlineData("DJ_USERNAME", "DJ_USER")]
    [InlineData("DJ_DATABASE__HOST", "DJ_HOST")]
    [InlineData("DJ_DB_PASSWORD", "DJ_PASS")]
    [InlineData("DJ_DB_PASSWORD_FILE", "DJ_PASS_FILE")]
    [InlineData("DJ_MYSQL_USER", "DJ_USER")]
    [InlineData("DJ_DB_PORT", "DJ_PORT")]
    [InlineData("DJ_USE_SSL", "DJ_USE_TLS")]
    [InlineData("DJ_PWD", "DJ_PASS")]
    [InlineData("DJ_HOTS", "DJ_HOST")]
    [InlineData("DJ_LOGLEVEL", "DJ_LOG_LEVEL")]
    [InlineData("DJ_DATABASE_HOST", "DJ_HOST")]
    [InlineData("DJ_STORE_MAIN_ACCESS_KEY", "DJ_STORES_MAIN_ACCESS_KEY")]
    [InlineData("DJ_STORE", "DJ_STORES")]
    [InlineData("DJ_ENVIRONMENT", "DJ_ENV")]
    [InlineData("DJ_PASWORD", "DJ_PASS")]
    [InlineData("DJ_USER_NAME", "DJ_USER")]
    [InlineData("DJ_PASSFILE", "DJ_PASS_FILE")]
    [InlineData("DJ_HOST_FIL", "DJ_HOST_FILE")]
    [InlineData("DJ_STRICT_FILE", "DJ_STRICT")]
    [InlineData("DJ_SECRETS", "DJ_SECRETS_DIR")]
    public void A_name_that_is_nearly_right_is_a_warning(string variable, string suggestion)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithVariable(variable, "canary").Load().Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ1018");
        warning.Message.ShouldContain(suggestion);
        warning.Place().ShouldBe(variable);
        (warning + warning.Hint).ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("DJ_QUITE_ANOTHER_PROGRAM")]
    [InlineData("DJ_")]
    [InlineData("DJ_FILE")]
    [InlineData("DJ__FILE")]
    [InlineData("DJANGO_HOST")]
    public void Other_names_are_nobodys_business(string variable)
    {
        using TestProject project = new();
        project.WithVariable(variable, "x").Load().Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("one\ntwo", "DJ2005")]
    [InlineData("", "DJ2004")]
    [InlineData(" \n", "DJ2004")]
    [InlineData("a\0b", "DJ2010")]
    public void The_file_of_a_variable_is_read_like_a_single_value_file(string text, string id)
    {
        using TestProject project = new();
        Diagnostic found = project.WithFile("pass", text).WithVariable("DJ_PASS_FILE", "pass").DiagnoseOne();
        found.Id.ShouldBe(id);
        found.Place().ShouldBe("DJ_PASS_FILE");
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        using TestProject project = new();
        Diagnostic error = project.WithVariable("DJ_USER_FILE", "/run/nowhere").Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1007");
        error.Message.ShouldContain("/run/nowhere");
    }

    [Theory]
    [InlineData("DJ_PASS_FILE")]
    [InlineData("DJ_STORES_MAIN_SECRET_KEY_FILE")]
    public void A_password_that_was_put_where_a_path_belongs_is_not_quoted(string variable)
    {
        using TestProject project = new();
        ConfigurationException failure = project.WithVariable(variable, "canary").Fail();
        failure.ToString().ShouldNotContain("canary");
        failure.Diagnostics.ShouldHaveSingleItem().Place().ShouldBe(variable);
    }

    [Fact]
    public void A_path_with_a_nul_in_it_names_no_file()
    {
        using TestProject project = new();
        project.WithVariable("DJ_USER_FILE", "a\0b").DiagnoseOne().Id.ShouldBe("DJ1007");
        using TestProject other = new();
        other.WithVariable("DJ_SECRETS_DIR", "a\0b").DiagnoseOne().Id.ShouldBe("DJ1023");
        using TestProject third = new();
        third.WithVariable("DJ_SECRETS_DIR", "a\0b").WithVariable("DJ_ENV", "dev").Diagnose().Select(d => d.Id).ShouldBe(["DJ1023", "DJ1014"]);
    }

    [Fact]
    public void A_value_that_does_not_fit_names_the_variable()
    {
        using TestProject project = new();
        Diagnostic error = project.WithVariable("DJ_PORT", "many").Fail().Diagnostics.ShouldHaveSingleItem();
        error.Place().ShouldBe("DJ_PORT");
        error.Message.ShouldContain("1 to 65535");
    }
}
