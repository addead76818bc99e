namespace DataJoint.Configuration.Tests;

public sealed class UnknownKeyTests
{
    [Theory]
    [InlineData("""{ "databse.host": "x" }""", "database.host", "1:3")]
    [InlineData("""{ "database": { "hosst": "x" } }""", "database.host", "1:17")]
    [InlineData("""{ "log_level": "INFO" }""", "loglevel", "1:3")]
    [InlineData("""{ "database.username": "x" }""", "database.user", "1:3")]
    [InlineData("""{ "safe-mode": true }""", "safemode", "1:3")]
    [InlineData("""{ "databse": { "host": "x" } }""", "database", "1:3")]
    [InlineData("""{ "databse": null }""", "database", "1:3")]
    [InlineData("""{ "databse.host": null }""", "database.host", "1:3")]
    public void An_unknown_key_is_a_warning_with_the_nearest_known_one(string json, string suggestion, string place)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile(json).DiagnoseOne();
        warning.Id.ShouldBe("DJ1004");
        warning.Severity.ShouldBe(DiagnosticSeverity.Warning);
        warning.Message.ShouldContain("did you mean " + suggestion);
        warning.Place().ShouldBe("datajoint.json:" + place);
    }

    [Fact]
    public void A_key_that_is_like_no_other_gets_no_suggestion()
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile("""{ "qwertzuiop": 1 }""").DiagnoseOne();
        warning.Message.ShouldBe("unknown key qwertzuiop");
        warning.Hint!.ShouldContain("custom");
    }

    [Fact]
    public void Keys_below_custom_are_the_laboratorys_own()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "custom": { "rig": 3, "deep": { "er": "x" }, "list": [1, { "a": null }] } }""").Load();
        config.Diagnostics.ShouldBeEmpty();
        config["custom.rig"].AsInteger().ShouldBe(3);
        config["custom.deep.er"].AsText().ShouldBe("x");
        config["custom.list"].AsText().ShouldBe("""[1,{"a":null}]""");
    }

    [Theory]
    [InlineData("""{ "custom": { "token_count": 3 } }""", "custom.token_count", "3")]
    [InlineData("""{ "custom": { "monkey": true } }""", "custom.monkey", "true")]
    [InlineData("""{ "custom": { "session_keys": ["a", 1] } }""", "custom.session_keys", """["a",1]""")]
    public void A_custom_value_may_be_of_any_type_even_when_its_name_tells_of_a_secret(string json, string key, string value)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile(json).Load();
        config[key].Reveal().ShouldBe(value);
        config[key].IsSecret.ShouldBeTrue();
    }

    [Theory]
    [InlineData("database.tls", "database.tls is a group of settings. Name one of them: database.tls.ca, database.tls.cert, database.tls.key, database.tls.verify.")]
    [InlineData("stores", "stores is a group of settings. Name one of them: stores.default, stores.filepath_default, stores.<name>.<attribute>.")]
    [InlineData("stores.main", "stores.main is a store. Name one of them: stores.main.protocol, stores.main.location, and the attributes of its protocol.")]
    [InlineData("custom", "custom is a group of settings. Name one of them: custom.<name>, with names of your own.")]
    public void A_group_in_place_of_a_setting_is_told_with_its_settings(string key, string message)
    {
        using TestProject project = new();
        DataJointConfig config = project.Load();
        Should.Throw<KeyNotFoundException>(() => config[key]).Message.ShouldBe(message);
        Should.Throw<KeyNotFoundException>(() => config[key] = "x").Message.ShouldBe(message);
    }

    [Fact]
    public void A_secret_file_with_the_name_of_a_group_is_told_which_settings_there_are()
    {
        using TestProject project = new();
        Diagnostic warning = project.WithSecret("database.tls", "x").DiagnoseOne();
        warning.Id.ShouldBe("DJ2006");
        warning.Message.ShouldEndWith("database.tls is a group of settings");
        warning.Hint!.ShouldContain("database.tls.ca, database.tls.cert");
    }

    [Theory]
    [InlineData("""{ "Database.password": "CANARY-x" }""", "Database.password", "database.password", "1:24", false)]
    [InlineData("""{ "database.pasword": "CANARY-x" }""", "database.pasword", "database.password", "1:23", false)]
    [InlineData("""{ "db.password": "CANARY-x" }""", "db.password", "database.password", "1:18", false)]
    [InlineData("""{ "db": { "pasword": "CANARY-x" } }""", "db.pasword", "database.password", "1:22", true)]
    [InlineData("""{ "database.passwd": 12345678 }""", "database.passwd", "database.password", "1:22", false)]
    [InlineData("""{ "database": { "Password": "CANARY-x" } }""", "database.Password", "database.password", "1:29", false)]
    [InlineData("""{ "database.pasw": "CANARY-x" }""", "database.pasw", "database.password", "1:20", false)]
    [InlineData("""{ "database.pwrd": "CANARY-x" }""", "database.pwrd", "database.password", "1:20", false)]
    [InlineData("""{ "database.cred": "CANARY-x" }""", "database.cred", "database.password", "1:20", false)]
    [InlineData("""{ "database.passkey": "CANARY-x" }""", "database.passkey", "database.password", "1:23", false)]
    [InlineData("""{ "database.psw": "CANARY-x" }""", "database.psw", "database.password", "1:19", false)]
    [InlineData("""{ "DB_PASS": "CANARY-x" }""", "DB_PASS", "database.password", "1:14", false)]
    [InlineData("""{ "databse.passw\u200bord": "CANARY-x" }""", "databse.passw\\u200bord", null, "1:29", false)]
    [InlineData("""{ "aws": [ { "secret_acess_key": "CANARY-x" } ] }""", "aws.secret_acess_key", "custom.aws.secret_acess_key", "1:34", true)]
    [InlineData("""{ "Stores": { "main": { "secret_key": "CANARY-x" } } }""", "Stores.main.secret_key", "stores.main.secret_key", "1:39", true)]
    public void An_unknown_key_that_looks_like_a_credential_is_one(string json, string key, string? setting, string place, bool isInUnknownGroup)
    {
        using TestProject project = new();
        IReadOnlyList<Diagnostic> found = project.WithProjectFile(json).Load().Diagnostics;
        Diagnostic credential = found.Single(d => d.Id == "DJ2003");
        credential.Message.ShouldStartWith(key + " is a credential");
        credential.Place().ShouldBe("datajoint.json:" + place);
        string remedy = setting is null ? "Move the value to a file in .secrets/." : $"Run: djc secrets set {setting} && djc config unset {key}";
        credential.Hint.ShouldBe(remedy);
        found.ShouldAllBe(d => d.Excerpt == null || !d.Excerpt.Line.Contains("CANARY", StringComparison.Ordinal));

        credential.Message.ShouldContain("an unknown key");

        // The group that means nothing and holds it is another matter; the key itself is reported once.
        found.Count(d => d.Id == "DJ1004").ShouldBe(isInUnknownGroup ? 1 : 0);
    }

    [Theory]
    [InlineData("""{ "database.password": "${DB_PASS}" }""", "DJ1028")]
    [InlineData("""{ "stores.main.secret_key": "<your key>" }""", "DJ1028")]
    [InlineData("""{ "database.password": " padded " }""", "DJ2003")]
    public void A_suspect_credential_in_a_committed_file_is_reported_once(string json, string id)
    {
        using TestProject project = new();
        project.WithProjectFile(json).DiagnoseOne().Id.ShouldBe(id);
    }

    [Theory]
    [InlineData("""{ "database.tls_key": "client.pem" }""")]
    [InlineData("""{ "databse.host": "x" }""")]
    [InlineData("""{ "db": { "password": null, "pass": "", "use_token": true } }""")]
    public void An_unknown_key_that_is_no_credential_is_not_taken_for_one(string json)
    {
        using TestProject project = new();
        project.WithProjectFile(json).DiagnoseOne().Id.ShouldBe("DJ1004");
    }

    [Theory]
    [InlineData("stores.main.session_tokn")]
    [InlineData("stores.main.acces_kye")]
    [InlineData("stores.main.sas_tokne")]
    [InlineData("stores.main.passwd")]
    [InlineData("custom.rig.pasword")]
    public void A_misspelt_secret_is_masked_like_one(string key)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile($$"""{ "{{key}}": "CANARY-x" }""").Load();
        config[key].IsSecret.ShouldBeTrue();
        config.ToString().ShouldNotContain("CANARY");
        config.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ2003");
    }

    [Theory]
    [InlineData("acces_key", "access_key")]
    [InlineData("acess_kye", "access_key")]
    [InlineData("secert_key", "secret_key")]
    public void A_misspelt_secret_of_a_store_is_moved_under_its_right_name(string attribute, string meant)
    {
        using TestProject project = new();
        project.WithProjectFile($$"""{ "stores.m": { "protocol": "s3", "endpoint": "e.example", "bucket": "b", "{{attribute}}": "CANARY-x" } }""");
        DataJointConfig config = project.Load();

        string remedy = $"Run: djc secrets set stores.m.{meant} && djc config unset stores.m.{attribute}";
        config.Diagnostics.Single(d => d.Id == "DJ2003").Hint.ShouldBe(remedy);
        config.Stores.Validate("m").Single(d => d.Id == "DJ4002").Hint.ShouldBe(remedy);
    }

    [Theory]
    [InlineData("stores.main.locaton")]
    [InlineData("stores.main.stag")]
    [InlineData("custom.taken")]
    public void A_misspelt_attribute_that_is_no_secret_is_shown(string key)
    {
        using TestProject project = new();
        project.WithProjectFile($$"""{ "{{key}}": "shown" }""").Load()[key].IsSecret.ShouldBeFalse();
    }

    [Fact]
    public void Control_characters_in_a_key_are_not_printed()
    {
        using TestProject project = new();
        Diagnostic warning = project.WithProjectFile("""{ "\u001b[31mred\u202e": 1 }""").DiagnoseOne();
        warning.ToString().ShouldNotContain('\u001b');
        warning.ToString().ShouldNotContain('\u202e');
        warning.Message.ShouldContain("\\u001b");
    }

    [Fact]
    public void Thousands_of_unknown_keys_end_in_a_summary()
    {
        using TestProject project = new();
        string json = "{" + string.Join(",", Enumerable.Range(0, 5000).Select(i => $"\"qwertz{i}\":1")) + "}";
        IReadOnlyList<Diagnostic> diagnostics = project.WithProjectFile(json).Load().Diagnostics;
        diagnostics.Count.ShouldBeLessThan(2500);
        diagnostics[diagnostics.Count - 1].Message.ShouldContain("more of the same kind");
    }
}
