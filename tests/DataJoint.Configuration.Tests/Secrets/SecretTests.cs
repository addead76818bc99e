using System.Diagnostics;
using System.Reflection;
#if NET
using System.Text.Json;
#endif
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Tests;

public sealed class SecretTests
{
    private const string Canary = "CANARY-71b0";

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(Canary)]
    public void Every_printed_form_is_eight_stars(string text)
    {
        Secret secret = new(text);
        secret.ToString().ShouldBe("********");
        $"{secret}".ShouldBe("********");
        string.Format(null, "{0,10}", secret).ShouldBe("  ********");
        secret.Reveal().ShouldBe(text);
    }

    [Fact]
    public void Settings_that_a_program_gives_hold_secrets_as_such()
    {
        ConfigurationOptions options = new() { Settings = [new("database.password", "fake"), new("stores.main.secret_key", 42), new("database.user", "me")] };
        options.Settings[0].Value.ShouldBe(new Secret("fake"));
        options.Settings[1].Value.ShouldBe(new Secret("42"));
        options.Settings[2].Value.ShouldBe("me");
    }

    [Fact]
    public void Secrets_compare_by_their_text_and_hash_alike()
    {
        new Secret("a").ShouldBe(new Secret("a"));
        new Secret("a").ShouldNotBe(new Secret("b"));
        new Secret("a").ShouldNotBe(new Secret("aa"));
        new Secret("").ShouldNotBe(new Secret("a"));
        new Secret("a").ShouldNotBe(new Secret(""));
        new Secret("").ShouldBe(new Secret(""));
        new Secret("a").Equals(null).ShouldBeFalse();
        new Secret("a").GetHashCode().ShouldBe(new Secret("b").GetHashCode());
        Should.Throw<ArgumentNullException>(() => new Secret(null!));
    }

    [Fact]
    public void A_debugger_shows_the_mask()
    {
        typeof(Secret).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value.ShouldBe("********");
        foreach (FieldInfo field in typeof(Secret).GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            field.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State.ShouldBe(DebuggerBrowsableState.Never);
        }

        typeof(Secret).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(property => property.Name)
            .ShouldBe([nameof(Secret.IsResolved), nameof(Secret.Reference), nameof(Secret.ValidUntil)], ignoreOrder: true);
    }

    [Fact]
    public void No_type_that_holds_text_of_secrets_prints_it()
    {
        SingleValueText.TryDecode("CANARY"u8.ToArray(), "x", out SingleValueText text).ShouldBeTrue();
        text.ToString().ShouldNotContain("CANARY");
        SettingKey.TryParse("database.password", out SettingKey? key).ShouldBeTrue();
        ValueReading.TryRead(key!.Value, Canary, out object? value, out _).ShouldBeTrue();
        new RawValue(value!, SettingLayer.Secrets, "x").ToString()!.ShouldNotContain("CANARY");
    }

    [Fact]
    public void Nothing_of_a_configuration_prints_a_secret()
    {
        using TestProject project = new();
        DataJointConfig config = Loaded(project);
        StoreSpec store = config.Stores["main"];
        object[] all =
        [
            config, config.Snapshot, config.Database, config.Database.Password!, config.Stores, store, config.Snapshot.Find("database.password"),
            config.Explain("database.password"), config["database.password"], store["secret_key"], store.GetSecret("secret_key")!,
            config.Explain("stores.main.secret_key").Candidates[0],
        ];
        foreach (object item in all)
        {
            item.ToString()!.ShouldNotContain(Canary);
        }

        string.Concat(config.Snapshot.ListSettings()).ShouldNotContain(Canary);
        string.Concat(config.Diagnostics.Select(d => d + d.Hint + d.Excerpt?.Line)).ShouldNotContain(Canary);
        Should.Throw<InvalidOperationException>(() => store.GetText("secret_key")).ToString().ShouldNotContain(Canary);
    }

#if NET
    [Fact]
    public void Serialising_anything_gives_no_secret_away()
    {
        using TestProject project = new();
        DataJointConfig config = Loaded(project);
        JsonSerializerOptions options = new() { IncludeFields = true };
        object[] all =
        [
            config.Database, config.Database.Password!, config["database.password"], config.Snapshot.Find("database.password"),
            config.Explain("stores.main.secret_key"), config.Stores, config.Stores["main"], config.Snapshot, config, config.Diagnostics,
        ];
        foreach (object item in all)
        {
            JsonSerializer.Serialize(item, item.GetType(), options).ShouldNotContain(Canary, Case.Sensitive, item.GetType().Name);
        }
    }
#endif

    private static DataJointConfig Loaded(TestProject project) => project
        .WithProjectFile($$"""{ "database.password": "{{Canary}}", "stores": { "main": { "protocol": "s3", "endpoint": "e", "bucket": "b", "location": "l" } } }""")
        .WithSecret("stores.main.secret_key", Canary).WithSecret("datajoint.json", $$"""{ "stores.main.access_key": "{{Canary}}" }""")
        .WithVariable("DJ_PASS", Canary).WithVariable("DJ_STORES_MAIN_SESSION_TOKEN", Canary).WithSetting("stores.main.secret_key", new Secret(Canary))
        .Load();
}
