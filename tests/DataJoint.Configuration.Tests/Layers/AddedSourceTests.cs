using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Tests;

/// <summary>A new source is one class, <see cref="LabFileSource"/> here, and one line in the list.</summary>
public sealed class AddedSourceTests
{
    [Fact]
    public void A_source_at_the_end_gives_what_no_other_gives_and_loses_to_all()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "file" }""").WithFile("lab.txt", "database.user=lab\ndatabase.host=lab.example.com\n");
        var config = DataJointConfig.Load(WithLast(project, out _));
        config.Database.Host.ShouldBe("lab.example.com");
        config.Database.User.ShouldBe("file");
    }

    [Fact]
    public void A_source_above_another_wins()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "file" }""").WithSecret("database.user", "secret").WithFile("lab.txt", "database.user=lab");
        ConfigurationOptions options = project.Options();
        List<ISource> sources = [.. options.Sources];
        sources.Insert(sources.FindIndex(source => source.Layer == SettingLayer.Secrets), new LabFileSource(project.PathOf("lab.txt"), SettingLayer.Secrets));
        options.Sources = sources;
        DataJointConfig.Load(options).Explain("database.user").Candidates.Select(c => c.Value.ToString()).ShouldBe(["lab", "secret", "file"]);
    }

    [Fact]
    public void Explain_names_its_place()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "file" }""").WithFile("lab.txt", "database.port=3307\ndatabase.user=lab");
        SettingExplanation explanation = DataJointConfig.Load(WithLast(project, out _)).Explain("database.user");
        explanation.Candidates[0].Origin!.ToString().ShouldBe("datajoint.json:1:20");
        explanation.Candidates[1].Origin!.ToString().ShouldBe(project.PathOf("lab.txt") + ":2:15");
    }

    [Fact]
    public void The_list_of_files_has_it_at_its_place_whether_it_exists_or_not()
    {
        using TestProject project = new();
        project.WithProjectFile("{}");
        ConfigurationOptions options = WithLast(project, out _);
        string[] missing = [project.PathOf(".secrets/datajoint.json"), Path.Combine(project.Mounted, "datajoint.json"), project.PathOf("lab.txt")];
        SourceFiles.Find(options).Files.Where(file => !file.Exists).Select(file => file.Path).ShouldBe(missing);
        project.WithFile("lab.txt", "");
        SourceFiles.Find(options).Files.Select(file => file.Path).ShouldBe([.. missing.Take(2), project.PathOf("datajoint.json"), missing[2]]);
        SourceFiles.Find(options).Files.Where(file => file.Exists).Select(file => file.Path).ShouldBe([project.PathOf("datajoint.json"), missing[2]]);
    }

    [Fact]
    public void A_reload_reads_it_again()
    {
        using TestProject project = new();
        project.WithProjectFile("{}").WithFile("lab.txt", "database.user=before");
        var config = DataJointConfig.Load(WithLast(project, out _));
        project.WithFile("lab.txt", "database.user=afterwards");
        config.Database.User.ShouldBe("before");
        config.Reload();
        config.Database.User.ShouldBe("afterwards");
    }

    [Theory]
    [InlineData("lab.txt", "database.user=another")]
    [InlineData("datajoint.json", """{ "database.user": "another" }""")]
    [InlineData("datajoint.dev.json", "{ }")]
    [InlineData(".secrets/datajoint.json", "{ }")]
    [InlineData(".secrets/database.password", "another-fake")]
    [InlineData("mounted", "")]
    public void What_has_been_read_knows_when_it_has_changed_since(string name, string text)
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithProjectFile("{}").WithSecret("database.password", "fake").WithFile("lab.txt", "database.user=one");
        var config = DataJointConfig.Load(WithLast(project, out _));
        config.Sources.AreFilesCurrent.ShouldBeTrue();
        if (name == "mounted")
        {
            Directory.CreateDirectory(project.Mounted);
        }
        else
        {
            project.WithFile(name, text);
        }

        config.Sources.AreFilesCurrent.ShouldBeFalse();
        config.Reload();
        config.Sources.AreFilesCurrent.ShouldBeTrue();
    }

    [Fact]
    public void A_reload_that_files_overtake_does_not_mix_old_and_new()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.user": "old" }""").WithFile("lab.txt", "database.name=old");
        var config = DataJointConfig.Load(WithLast(project, out LabFileSource lab));
        lab.Meanwhile = () =>
        {
            lab.Meanwhile = null;
            project.WithProjectFile("""{ "database.user": "replaced" }""").WithFile("lab.txt", "database.name=replaced");
        };
        config.Reload();
        (config.Database.User, config.Database.Name).ShouldBe(("replaced", "replaced"));
        lab.Readings.ShouldBe(3, "one load, and a reload that read twice");
    }

    [Fact]
    public void A_reload_gives_in_to_files_that_never_rest()
    {
        using TestProject project = new();
        project.WithProjectFile("{}").WithFile("lab.txt", "");
        var config = DataJointConfig.Load(WithLast(project, out LabFileSource lab));
        lab.Meanwhile = () => project.WithProjectFile("{" + new string(' ', lab.Readings) + "}");
        config.Reload();
        lab.Readings.ShouldBe(21, "one load, and a reload that read twenty times");
    }

    [Fact]
    public void Ignoring_files_keeps_it_out()
    {
        using TestProject project = new();
        project.WithFile("lab.txt", "database.port=many").WithVariable("DJ_IGNORE_CONFIG_FILE", "true");
        DataJointConfig.Load(WithLast(project, out LabFileSource lab)).Diagnostics.ShouldBeEmpty();
        lab.Readings.ShouldBe(0);
    }

    [Fact]
    public void What_is_wrong_in_it_is_reported_with_all_the_rest()
    {
        using TestProject project = new();
        project.WithProjectFile("""{ "database.port": "none" }""").WithFile("lab.txt", "database.port=many").WithVariable("DJ_PORT", "few");
        ConfigurationException failure = Should.Throw<ConfigurationException>(() => DataJointConfig.Load(WithLast(project, out _)));
        failure.Diagnostics.Select(d => d.Place()).ShouldBe(["datajoint.json:1:20", project.PathOf("lab.txt") + ":1:15", "DJ_PORT"]);
    }

    [Fact]
    public void Variables_of_single_stores_know_the_stores_it_gives()
    {
        using TestProject project = new();
        project.WithFile("lab.txt", "stores.raw-data.protocol=s3").WithVariable("DJ_STORES_RAW_DATA_BUCKET", "b");
        DataJointConfig.Load(WithLast(project, out _))["stores.raw-data.bucket"].AsText().ShouldBe("b");
    }

    [Fact]
    public void The_list_goes_from_the_highest_layer_to_the_lowest()
    {
        Precedence.Layers.ShouldBe(
            [SettingLayer.Programmatic, SettingLayer.Environment, SettingLayer.Secrets, SettingLayer.Project, SettingLayer.Default]);
        Precedence.Sources.Select(source => source.Layer).ShouldBe(Precedence.Sources.Select(source => source.Layer).OrderByDescending(layer => layer));
    }

    private static ConfigurationOptions WithLast(TestProject project, out LabFileSource lab)
    {
        ConfigurationOptions options = project.Options();
        lab = new LabFileSource(project.PathOf("lab.txt"), SettingLayer.Project);
        options.Sources = [.. options.Sources, lab];
        return options;
    }
}
