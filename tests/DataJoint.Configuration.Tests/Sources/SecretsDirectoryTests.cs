using System.Text;

namespace DataJoint.Configuration.Tests;

public sealed class SecretsDirectoryTests
{
    [Theory]
    [InlineData("fake", "fake", "1:1")]
    [InlineData("  fake\r\n", "fake", "1:3")]
    [InlineData("\n\n\tfake\n", "fake", "3:2")]
    [InlineData("\uFEFFfake\n", "fake", "1:1")]
    [InlineData("\u00a0fake\u2003\u001c", "fake", "1:2")]
    [InlineData("# .secrets/database.password\nfake\n", "fake", "2:1")]
    [InlineData("# .secrets/database.password\r\nfake\r\n", "fake", "2:1")]
    [InlineData("#notacomment", "#notacomment", "1:1")]
    [InlineData("0123", "0123", "1:1")]
    [InlineData("two words", "two words", "1:1")]
    [InlineData("{\n\"a\": 1\n}", "{\n\"a\": 1\n}", "1:1")]
    [InlineData("-----BEGIN KEY-----\nfake\n-----END KEY-----\n", "-----BEGIN KEY-----\nfake\n-----END KEY-----", "1:1")]
    public void A_single_value_is_the_text_without_the_white_space_around_it(string text, string value, string place)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret("database.password", text).Load();
        config.Database.Password!.Reveal().ShouldBe(value);
        config.OriginOf("database.password").ShouldBe(".secrets/database.password:" + place);
        config.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("# .secrets/database.passwort\nfake", "DJ2005", "2:1")]
    [InlineData("# .secrets/database.password \nfake", "DJ2005", "2:1")]
    [InlineData("one\ntwo", "DJ2005", "2:1")]
    [InlineData("# .secrets/database.password\n\n one\r\ntwo", "DJ2005", "4:1")]
    [InlineData(" one\rtwo", "DJ2005", "1:6")]
    [InlineData("one\0two", "DJ2010", "1:1")]
    [InlineData("o\0n\0e\0", "DJ2010", "1:1")]
    public void What_is_no_single_value_is_an_error(string text, string id, string place)
    {
        using TestProject project = new();
        Diagnostic error = project.WithSecret("database.password", text).Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe(id);
        error.Place().ShouldBe(".secrets/database.password:" + place);
    }

    [Theory]
    [InlineData("stores.main.token")]
    [InlineData("stores.main.connection_string")]
    public void Attributes_that_hold_documents_may_have_several_lines(string name)
    {
        using TestProject project = new();
        project.WithSecret(name, "one\ntwo\n").Load()[name].Reveal().ShouldBe("one\ntwo");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("# .secrets/database.user\n")]
    [InlineData("# .secrets/database.user")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_a_warning_and_unset(string text)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "database.user": "below" }""").WithSecret("database.user", text).Load();
        config.Database.User.ShouldBe("below");
        Diagnostic warning = config.Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ2004");
        warning.Place().ShouldBe(".secrets/database.user:1:1");
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_an_error()
    {
        using TestProject project = new();
        Diagnostic error = project.WithFile(".secrets/database.password", [0xEF, 0xBB, 0xBF, 0x0A, 0xC3, 0xA4, 0x66, 0xE4, 0x6B, 0x65]).DiagnoseOne();
        error.Id.ShouldBe("DJ1010");
        error.Place().ShouldBe(".secrets/database.password:2:3");
        project.WithFile(".secrets/database.password", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("fake")]).DiagnoseOne().Id.ShouldBe("DJ1010");
        project.WithFile(".secrets/database.password", [0xED, 0xA0, 0x80]).DiagnoseOne().Id.ShouldBe("DJ1010");
    }

    [Fact]
    public void Sixty_four_kibibytes_are_the_most()
    {
        using TestProject project = new();
        project.WithSecret("database.password", new string('x', 65536)).Load().Database.Password!.Reveal().Length.ShouldBe(65536);
        project.WithSecret("database.password", new string('x', 65537)).DiagnoseOne().Id.ShouldBe("DJ1009");
    }

    [Theory]
    [InlineData(".hidden")]
    [InlineData("..data")]
    [InlineData(".gitignore")]
    [InlineData("database.password~")]
    [InlineData("README")]
    [InlineData("readme.txt")]
    [InlineData("notes.md")]
    [InlineData("datajoint.other.json")]
    public void Some_names_are_skipped(string name)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret(name, "not\0 read").Load();
        config.Diagnostics.ShouldBeEmpty();
        config.Database.Password.ShouldBeNull();
    }

    [Theory]
    [InlineData("database.pasword", "database.password")]
    [InlineData("password", "database.password")]
    [InlineData("DJ_PASS", "did you mean database.password?")]
    [InlineData("dj_user", "did you mean database.user?")]
    public void An_unknown_name_is_a_warning_with_a_suggestion(string name, string suggestion)
    {
        using TestProject project = new();
        Diagnostic warning = project.WithSecret(name, "fake").DiagnoseOne();
        warning.Id.ShouldBe("DJ2006");
        warning.Message.ShouldContain(suggestion);
        warning.Place().ShouldBe(".secrets/" + name);
    }

    [Fact]
    public void The_name_of_a_store_without_its_group_gets_a_suggestion()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "stores.main": { "protocol": "s3" } }""").WithSecret("main.secret_key", "fake").DiagnoseOne()
            .Message.ShouldContain("did you mean stores.main.secret_key?");
    }

    [Fact]
    public void A_stores_attribute_need_not_be_known_for_plug_ins_bring_their_own()
    {
        using TestProject project = new();
        project.WithSecret("stores.main.secretkey", "fake").Load().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_no_store_may_have_is_not_suggested()
    {
        Assert.SkipUnless(Native.IsUnix, "control characters in names of files");
        using TestProject project = new();
        Diagnostic warning = project.WithSecret("stores.ma\u0001in.secret_key", "fake").DiagnoseOne();
        warning.Id.ShouldBe("DJ2006");
        (warning.Message + warning.Hint).ShouldNotContain("did you mean");
        warning.Hint!.ShouldStartWith("Move it elsewhere");
    }

    [Theory]
    [InlineData("database.password.bak")]
    [InlineData("stores.main.secret_key.bak")]
    [InlineData("datajoint.json.orig")]
    [InlineData("stores.default.key")]
    public void A_backup_is_no_value(string name)
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret(name, "fake").Load();
        config.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ2006");
        config.Stores.ShouldBeEmpty();
    }

    [Fact]
    public void A_directory_with_an_unknown_name_is_left_alone()
    {
        using TestProject project = new();
        project.WithSecret("keys/inner", "x").Load().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Any_setting_is_allowed_as_a_file_name()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret("display.limit", "5").WithSecret("safemode", "off").WithSecret("stores.default", "main")
            .WithSecret("stores.main.protocol", "file").WithSecret("stores.main.location", "/d").Load();
        config.Display.Limit.ShouldBe(5);
        config.SafeMode.ShouldBeFalse();
        config.Stores.Default.Location.ShouldBe("/d");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_store_that_only_a_secret_gives_is_incomplete_until_it_has_a_protocol()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithSecret("stores.main.secret_key", "fake").Load();
        config.Stores.ShouldBe(["main"]);
        config.Stores.Validate("main").ShouldHaveSingleItem().Message.ShouldContain("protocol is missing");
        Should.Throw<ConfigurationException>(() => config.Stores["main"]);
    }

    [Fact]
    public void Links_are_followed_as_kubernetes_mounts_them()
    {
        Assert.SkipUnless(Native.IsUnix, "needs symbolic links");
        using TestProject project = new();
        project.WithMountedSecret("..2026_01/database.password", "fake");
        Native.Link("..2026_01", Path.Combine(project.Mounted, "..data"));
        Native.Link("..data/database.password", Path.Combine(project.Mounted, "database.password"));
        DataJointConfig config = project.Load();
        config.Database.Password!.Reveal().ShouldBe("fake");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Another_directory_can_stand_in_for_the_mounted_one()
    {
        using TestProject project = new();
        project.WithFile("elsewhere/database.user", "me").WithMountedSecret("database.user", "unseen").WithVariable("DJ_SECRETS_DIR", "elsewhere/");
        project.WithProjectFile("{}");
        DataJointConfig config = project.Load();
        config.Database.User.ShouldBe("me");
        config.OriginOf("database.user").ShouldBe("elsewhere/database.user:1:1");
    }

    [Fact]
    public void A_named_directory_that_is_missing_is_a_warning()
    {
        using TestProject project = new();
        Diagnostic warning = project.WithVariable("DJ_SECRETS_DIR", "/nowhere").Load().Diagnostics.ShouldHaveSingleItem();
        warning.Id.ShouldBe("DJ1023");
        warning.Place().ShouldBe("DJ_SECRETS_DIR");
    }

    [Fact]
    public void A_file_called_secrets_is_a_warning()
    {
        using TestProject project = new();
        project.WithProjectFile("{}").WithFile(".secrets", "x").Load().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ2009");
    }

    [Fact]
    public void A_credential_in_a_committed_file_works_and_warns()
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithProjectFile("""{ "database.user": "me", "database.password": "fake1", "stores.a.secret_key": "fake2" }""")
            .WithFile("datajoint.dev.json", """{ "stores.a.connection_string": "fake3", "stores.a.my_pwd": "fake4" }""");
        DataJointConfig config = project.Load();
        config.Database.Password!.Reveal().ShouldBe("fake1");
        config.Diagnostics.Select(d => d.Id).ShouldBe(["DJ2003", "DJ2003", "DJ2003", "DJ2003"]);
        config.Diagnostics.ShouldAllBe(d => !(d + d.Hint + d.Excerpt!.Line).Contains("fake"));
    }
}
