namespace DataJoint.Configuration.Tests;

public sealed class ExplanationTests
{
    [Fact]
    public void Every_layer_is_named_the_winner_marked_and_secrets_redacted()
    {
        using TestProject project = new();
        SettingExplanation explanation = project.WithProjectFile("""{ "database.password": "fake1" }""").WithSecret("database.password", "fake2")
            .WithVariable("DJ_PASS", "fake3").Load().Explain("database.password");
        explanation.Setting.IsSecret.ShouldBeTrue();
        explanation.Candidates.Select(c => (c.Layer, c.Origin!.ToString(), c.Wins)).ShouldBe(
        [
            (SettingLayer.Environment, "DJ_PASS", true),
            (SettingLayer.Secrets, ".secrets/database.password:1:1", false),
            (SettingLayer.Project, "datajoint.json:1:24", false),
        ]);
        explanation.EnvironmentVariables.ShouldBe(["DJ_PASS"]);
        explanation.ToString().ShouldNotContain("fake");
        explanation.ToString().ShouldContain("> environment: ********  DJ_PASS");
    }

    [Fact]
    public void A_default_is_the_last_candidate()
    {
        using TestProject project = new();
        SettingExplanation explanation = project.Load().Explain("loglevel");
        SettingCandidate only = explanation.Candidates.ShouldHaveSingleItem();
        only.Wins.ShouldBeTrue();
        only.Origin.ShouldBeNull();
        explanation.Default.AsText().ShouldBe("INFO");
    }

    [Fact]
    public void A_setting_without_any_value_has_no_candidate()
    {
        using TestProject project = new();
        SettingExplanation explanation = project.Load().Explain("database.user");
        explanation.Candidates.ShouldBeEmpty();
        explanation.Setting.Value.HasValue.ShouldBeFalse();
        explanation.Description.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_stores_attribute_names_its_variable_and_its_default()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile("""{ "stores": { "my-store": { "protocol": "s3" } } }""").Load();
        SettingExplanation explanation = config.Explain("stores.my-store.secure");
        explanation.EnvironmentVariables.ShouldBe(["DJ_STORES_MY_STORE_SECURE"]);
        explanation.Default.AsBoolean().ShouldBeTrue();
        explanation.Candidates.ShouldHaveSingleItem().Layer.ShouldBe(SettingLayer.Default);
    }

    [Fact]
    public void The_first_candidate_is_always_the_value_in_force()
    {
        using TestProject project = new();
        DataJointConfig config = project.WithProjectFile(
            """{ "database": { "host": "db:3307", "backend": "postgresql" }, "stores": { "a": { "protocol": "s3", "secure": "no" } }, "custom.x": 1 }""").Load();
        config.Explain("database.port").Candidates.ShouldNotBeEmpty();
        foreach (ResolvedSetting setting in config.Snapshot.ListSettings())
        {
            IReadOnlyList<SettingCandidate> candidates = config.Explain(setting.Key).Candidates;
            SettingCandidate? first = candidates.Count == 0 ? null : candidates[0];
            (first?.Value ?? default).ShouldBe(setting.Value, setting.Key);
            (first?.Layer ?? SettingLayer.Default).ShouldBe(setting.Layer, setting.Key);
            (first?.Origin?.ToString()).ShouldBe(setting.Origin?.ToString(), setting.Key);
        }
    }
}
