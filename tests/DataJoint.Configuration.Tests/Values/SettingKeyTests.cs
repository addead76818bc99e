namespace DataJoint.Configuration.Tests;

/// <summary>What programs that let people choose settings ask.</summary>
public sealed class SettingKeyTests
{
    [Theory]
    [InlineData("database.host", null, null, false)]
    [InlineData("database.password", null, null, true)]
    [InlineData("stores.main.bucket", "main", "bucket", false)]
    [InlineData("stores.main.secret_key", "main", "secret_key", true)]
    [InlineData("custom.lab", null, null, false)]
    public void A_key_tells_what_it_means(string text, string? store, string? attribute, bool isSecret)
    {
        SettingKey key = SettingKey.Find(text).ShouldNotBeNull();

        (key.Text, key.Store, key.Attribute, key.IsSecret).ShouldBe((text, store, attribute, isSecret));
        (key == SettingKey.Find(text)!.Value).ShouldBeTrue();
        (key != default).ShouldBeTrue();
    }

    [Fact]
    public void What_can_be_no_setting_has_a_suggestion()
    {
        SettingKey.Find("database.hots").ShouldBeNull();
        SettingCatalogue.Suggest("database.hots").ShouldBe("database.host");
        SettingCatalogue.Suggest("DJ_HOST").ShouldBe("database.host");
    }

    [Fact]
    public void An_attribute_is_known_to_its_protocol()
    {
        StoreCatalogue.IsKnown(StoreCatalogue.FindProtocol("s3"), "bucket", out _).ShouldBeTrue();
        StoreCatalogue.IsKnown(StoreCatalogue.FindProtocol("file"), "bucket", out _).ShouldBeFalse();
        StoreCatalogue.IsKnown(null, "buckett", out string? nearest).ShouldBeFalse();
        nearest.ShouldBe("bucket");
    }

    [Theory]
    [InlineData("database.port", "3307", SettingValueKind.Integer)]
    [InlineData("safemode", "yes", SettingValueKind.Boolean)]
    [InlineData("database.host", "db", SettingValueKind.Text)]
    [InlineData("database.password", "fake-password", SettingValueKind.Secret)]
    [InlineData("stores.main.subfolding", "[2, 2]", SettingValueKind.IntegerList)]
    public void A_text_becomes_a_value_of_the_settings_kind(string key, string text, SettingValueKind kind)
    {
        SettingValue.TryParse(SettingKey.Find(key)!.Value, text, out SettingValue value, out _).ShouldBeTrue();

        value.Kind.ShouldBe(kind);
        default(SettingValue).Kind.ShouldBe(SettingValueKind.None);
    }

    [Fact]
    public void A_text_that_does_not_fit_is_a_diagnostic()
    {
        SettingValue.TryParse(SettingKey.Find("database.port")!.Value, "many", out SettingValue value, out Diagnostic? problem).ShouldBeFalse();

        value.HasValue.ShouldBeFalse();
        problem.ShouldNotBeNull().Message.ShouldContain("database.port");
    }

    [Fact]
    public void An_objects_value_is_json()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "custom.lab": [ { "rig": 1 } ] }""").Load()["custom.lab"].Kind.ShouldBe(SettingValueKind.Json);
    }
}
