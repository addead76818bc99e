using CsCheck;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Tests;

public sealed class MergeLaws
{
    [Fact]
    public void Every_nesting_of_the_same_settings_means_the_same() =>
        Gen.Select(Settings.Gen, Gen.Int).Sample(
            (settings, seed) =>
            {
                using TestProject project = new();
                string flat = Settings.Print(project.WithProjectFile(Settings.Flat(settings)).Load());
                DataJointConfig nested = project.WithProjectFile(Settings.Nested(settings, new Random(seed))).Load();
                nested.Diagnostics.ShouldAllBe(d => d.Id == "DJ2003");
                return Settings.Print(nested) == flat;
            },
            iter: 100, threads: 1);

    [Fact]
    public void A_lower_layer_never_changes_what_a_higher_one_sets() =>
        Gen.Select(Settings.Gen, Settings.Gen).Sample(
            (high, low) =>
            {
                using TestProject project = new();
                DataJointConfig before = project.WithSecret("datajoint.json", Settings.Flat(high)).Load();
                DataJointConfig after = project.WithProjectFile(Settings.Flat(low)).Load();
                return high.Keys.All(key => after[key] == before[key] && after.OriginOf(key) == before.OriginOf(key));
            },
            iter: 100, threads: 1);

    [Fact]
    public void What_no_higher_layer_sets_comes_from_the_lower_one() =>
        Gen.Select(Settings.Gen, Settings.Gen).Sample(
            (high, low) =>
            {
                using TestProject project = new();
                DataJointConfig alone = project.WithProjectFile(Settings.Flat(low)).Load();
                DataJointConfig both = project.WithSecret("datajoint.json", Settings.Flat(high)).Load();
                return low.Keys.Except(high.Keys).Where(key => key != "database.port").All(key => both[key] == alone[key]);
            },
            iter: 100, threads: 1);

    [Fact]
    public void The_first_candidate_of_an_explanation_is_the_value() =>
        Gen.Select(Settings.Gen, Settings.Gen).Sample(
            (high, low) =>
            {
                using TestProject project = new();
                DataJointConfig config = project.WithSecret("datajoint.json", Settings.Flat(high)).WithProjectFile(Settings.Flat(low)).Load();
                return config.Snapshot.ListSettings().All(s => config.Explain(s.Key).Candidates is { Count: > 0 } all
                    ? all[0].Value == s.Value && all[0].Wins && all.Skip(1).All(c => !c.Wins)
                    : !s.Value.HasValue);
            },
            iter: 100, threads: 1);

    [Fact]
    public void Reloading_changes_nothing() =>
        Settings.Gen.Sample(
            settings =>
            {
                using TestProject project = new();
                DataJointConfig config = project.WithSecret("datajoint.json", Settings.Flat(settings)).Load();
                string before = config.ToString();
                config.Reload();
                config.Clear();
                return config.ToString() == before;
            },
            iter: 25, threads: 1);

    [Fact]
    public void The_order_in_which_secret_files_were_written_does_not_matter() =>
        Gen.Select(Settings.Gen, Gen.Int).Sample(
            (settings, seed) =>
            {
                string[] keys = [.. settings.Keys.Where(k => SecretsDirectory.TryKey(k, out _) && !settings[k].StartsWith('['))];
                using TestProject first = new();
                using TestProject second = new();
                Random random = new(seed);
                foreach (string key in keys)
                {
                    first.WithSecret(key, settings[key].Trim('"'));
                }

                foreach (string key in keys.OrderBy(_ => random.Next()))
                {
                    second.WithSecret(key, settings[key].Trim('"'));
                }

                return Settings.Print(first.Load()) == Settings.Print(second.Load());
            },
            iter: 25, threads: 1);

    [Fact]
    public void Overriding_with_what_is_in_force_changes_no_value() =>
        Settings.Gen.Sample(
            settings =>
            {
                using TestProject project = new();
                DataJointConfig config = project.WithSecret("datajoint.json", Settings.Flat(settings)).Load();
                (string, SettingValue)[] same = [.. settings.Keys.Where(key => key != "database.host").Select(key => (key, config[key]))];
                string before = string.Join(",", config.Snapshot.ListSettings().Select(s => s.Value.Reveal()));
                using (config.Override(same))
                {
                    return string.Join(",", config.Snapshot.ListSettings().Select(s => s.Value.Reveal())) == before;
                }
            },
            iter: 100, threads: 1);
}
