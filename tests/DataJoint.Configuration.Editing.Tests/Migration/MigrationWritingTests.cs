using System.Text;

namespace DataJoint.Configuration.Editing.Tests;

public sealed class MigrationWritingTests
{
    private const string Typical =
        """
        {
            "database.host": "db.example.com",
            "database.user": "ana",
            "database.password": "fake-password",
            "database.port": 3306,
            "connection.charset": "",
            "loglevel": "INFO",
            "safemode": true,
            "fetch_format": "array",
            "display.limit": 12,
            "enable_python_native_blobs": true,
            "stores": {
                "raw": { "protocol": "file", "location": "/data", "subfolding": [2, 2], "stage": "/tmp/stage" },
                "cloud": { "protocol": "s3", "endpoint": "s3.example.com:9000", "bucket": "b", "location": "l", "access_key": "fake-id", "secret_key": "fake-key", "secure": false }
            },
            "custom": { "dirs": { "base": "/a" }, "database.prefix": "lab_" }
        }
        """;

    [Fact]
    public void A_load_gives_what_the_old_file_said()
    {
        using OldProject project = new(Typical);
        DataJointConfig config = project.Migrated().Files.Load();
        config.Diagnostics.ShouldBeEmpty();
        config.Database.Host.ShouldBe("db.example.com");
        config.Database.Password!.Reveal().ShouldBe("fake-password");
        config.LayerOf("database.user").ShouldBe(SettingLayer.Secrets);
        config.Stores["raw"].Subfolding.ShouldBe([2, 2]);
        config.Stores["cloud"].GetSecret("secret_key")!.Reveal().ShouldBe("fake-key");
        config.Stores["cloud"]["secure"].AsBoolean().ShouldBeFalse();
        config["custom.dirs.base"].AsText().ShouldBe("/a");
        config["custom.database.prefix"].AsText().ShouldBe("lab_");
        config["custom.fetch_format"].AsText().ShouldBe("array");
    }

    [Theory]
    [InlineData("dj_local_conf.json\n", "dj_local_conf.json\n.secrets/\n")]
    [InlineData("*.tmp", "*.tmp\n/dj_local_conf.json\n.secrets/\n")]
    [InlineData("/dj_local_conf.json\n!dj_local_conf.json\n.secrets/\n", "/dj_local_conf.json\n!dj_local_conf.json\n.secrets/\n/dj_local_conf.json\n")]
    public void The_old_file_with_its_credentials_is_ignored_by_git(string before, string after)
    {
        using OldProject project = new(Typical);
        Directory.CreateDirectory(project.Files.PathOf(".git"));
        project.Files.WithFile(".gitignore", before);

        project.Migrated().Text(".gitignore").ShouldBe(after);
    }

    [Fact]
    public void An_old_file_without_credentials_may_be_committed()
    {
        using OldProject project = new("""{ "database.host": "db.example.com" }""");
        Directory.CreateDirectory(project.Files.PathOf(".git"));

        project.Migrated().Has(".gitignore").ShouldBeFalse();
    }

    [Fact]
    public void Stores_and_custom_values_stay_nested_and_the_file_has_no_comment()
    {
        using OldProject project = new("""{ "safemode": false, "stores": { "raw": { "protocol": "file", "location": "/data" } }, "custom": { "dirs": { "base": "/a" } } }""");
        project.Migrated().Text("datajoint.json").ShouldBe(
            """
            {
              "safemode": false,
              "stores": {
                "raw": {
                  "protocol": "file",
                  "location": "/data"
                }
              },
              "custom": {
                "dirs": {
                  "base": "/a"
                }
              }
            }

            """.Replace("\r\n", "\n"));
    }

    [Fact]
    public void An_existing_file_is_added_to_and_keeps_its_comments()
    {
        using OldProject project = new("""{ "database.host": "old", "safemode": false, "stores": { "raw": { "protocol": "file", "location": "/data" }, "new": { "protocol": "file", "location": "/new" } } }""");
        project.Files.WithProjectFile("{\n  // the lab's own\n  \"database.host\": \"new\",\n  \"stores\": {\n    \"raw\": { \"protocol\": \"file\" }\n  }\n}\n");
        string text = project.Migrated().Text("datajoint.json");
        text.ShouldContain("// the lab's own\n  \"database.host\": \"new\",");
        DataJointConfig config = project.Files.Load();
        config.Database.Host.ShouldBe("new");
        config.SafeMode.ShouldBeFalse();
        config.Stores["raw"].Location.ShouldBe("/data");
        config.Stores["new"].Location.ShouldBe("/new");
    }

    [Fact]
    public void Flat_keys_of_stores_stay_flat()
    {
        using OldProject project = new("""{ "stores": { "raw": { "protocol": "file", "location": "/data" } } }""");
        project.Files.WithProjectFile("{\n  \"stores.raw.protocol\": \"file\"\n}\n");
        project.Migrated().Text("datajoint.json").ShouldBe("{\n  \"stores.raw.protocol\": \"file\",\n  \"stores.raw.location\": \"/data\"\n}\n");
    }

    [Fact]
    public void Secrets_are_for_the_owner_alone_and_out_of_the_repository()
    {
        using OldProject project = new(Typical);
        Directory.CreateDirectory(project.Files.PathOf(".git"));
        project.Migrated();
        project.Text(".gitignore").ShouldBe("/dj_local_conf.json\n.secrets/\n");
        project.Text(".secrets/.gitignore").ShouldContain("*\n");
        project.Text(".secrets/database.password").ShouldBe("fake-password\n");
        project.Has(".secrets/datajoint.json").ShouldBeFalse("Python reads single-value files only");
        if (Native.IsUnix)
        {
            project.Files.WithVariable("DJ_STRICT", "true").Load().Diagnostics.ShouldBeEmpty("the modes are right");
        }
    }

    [Fact]
    public void Without_credentials_there_is_no_secrets_directory()
    {
        using OldProject project = new("""{ "safemode": false }""");
        project.Migrated().Has(".secrets").ShouldBeFalse();
    }

    [Fact]
    public void The_old_file_is_not_changed()
    {
        using OldProject project = new(Typical);
        project.Migrated().Text(OldProject.FileName).ShouldBe(Typical);
        project.Plan().CredentialsInOldFile.ShouldBe(["database.password", "stores.cloud.access_key", "stores.cloud.secret_key"]);
    }

    [Fact]
    public void Doing_it_again_does_nothing()
    {
        using OldProject project = new(Typical);
        string first = project.Migrated().Text("datajoint.json");
        MigrationPlan again = project.Plan();
        again.HasWork.ShouldBeFalse();
        again.Apply().ShouldBeEmpty();
        project.Text("datajoint.json").ShouldBe(first);
    }

    [Fact]
    public void Interrupted_anywhere_the_next_run_does_the_rest()
    {
        using OldProject whole = new(Typical);
        string wanted = whole.Migrated().Text("datajoint.json");
        string[] files = [.. Directory.GetFiles(whole.Files.PathOf(".secrets")).Select(Path.GetFileName).OfType<string>().OrderBy(n => n, StringComparer.Ordinal)];

        // Files are written one after the other, datajoint.json last: so this is every state that an interruption can leave.
        for (int written = 0; written <= files.Length; written++)
        {
            using OldProject interrupted = new(Typical);
            foreach (string name in files.Take(written))
            {
                interrupted.Files.WithSecret(name, whole.Text(".secrets/" + name));
            }

            interrupted.Migrated().Text("datajoint.json").ShouldBe(wanted);
            foreach (string name in files)
            {
                interrupted.Text(".secrets/" + name).ShouldBe(whole.Text(".secrets/" + name));
            }
        }
    }

    [Fact]
    public void A_project_file_that_changed_since_the_plan_is_left_alone()
    {
        using OldProject project = new("""{ "safemode": false }""");
        MigrationPlan plan = project.Plan();
        project.Files.WithProjectFile("{ \"safemode\": true }");
        Should.Throw<ConfigurationEditException>(plan.Apply).Message.ShouldContain("has changed meanwhile");
        project.Text("datajoint.json").ShouldBe("{ \"safemode\": true }");
    }

    [Fact]
    public void Strange_keys_and_values_survive()
    {
        using OldProject project = new(
            """{ "a\nb": "ä\u0000\ud83d\ude00", "": 2, "custom": { "x y": { "": 1 }, "x\"y": [ true, null, 1e400 ] }, "no.such.thing": { "deep": { "er": -0.5 } } }""");
        DataJointConfig config = project.Migrated().Files.Load();
        config["custom.a\nb"].AsText().ShouldBe("ä\\u0000😀");
        config["custom.no.such.thing.deep.er"].ToString().ShouldBe("-0.5");
        project.Text("datajoint.json").ShouldContain("\"x\\\"y\": [true,null,1e400]");
        config["custom.(empty)"].AsInteger().ShouldBe(2);
        config["custom.x y.(empty)"].AsInteger().ShouldBe(1);
        project.Plan().HasWork.ShouldBeFalse();
    }

    [Theory]
    [InlineData("value")]
    [InlineData("secret")]
    public Task Thousands_of_keys_are_migrated(string name) => MigrateAsync(name, 5_000);

    [Theory]
    [InlineData("value")]
    [InlineData("secret")]
    [Trait("Suite", "Stress")]
    public Task A_hundred_thousand_keys_are_no_hang(string name) => MigrateAsync(name, 100_000);

    private static async Task MigrateAsync(string name, int count)
    {
        StringBuilder text = new("{ \"safemode\": true");
        for (int i = 0; i < count; i++)
        {
            text.Append(", \"").Append(name).Append(i).Append("\": ").Append(i);
        }

        using OldProject project = new(text.Append(" }").ToString());
        Task migration = Task.Run(project.Migrated);
        (await Task.WhenAny(migration, Task.Delay(TimeSpan.FromMinutes(2)))).ShouldBeSameAs(migration);
        project.Files.Load()[$"custom.{name}{count - 1}"].Reveal().ShouldBe($"{count - 1}");
    }
}
