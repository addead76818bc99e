using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Completions;

namespace DataJoint.Cli.Tests;

/// <summary>What is offered while somebody types, the same for every shell.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json",
            """
            {
              "database": { "host": "db.example.com", "user": "anna" },
              "stores": {
                "default": "main",
                "main": { "protocol": "file", "location": "data" },
                "cloud": { "protocol": "s3", "endpoint": "s3.example.com", "bucket": "b", "location": "l" }
              },
              "custom": { "rig": 3 }
            }
            """)
        .Write("datajoint.dev.json", "{}")
        .Write("datajoint.schema.json", "{}")
        .Write(".secrets/datajoint.prod.json", "{}")
        .Write(".secrets/database.password", "example-password\n")
        .Write("data/raw/2024/a.bin", "x")
        .Write("data/raw/my file.bin", "x")
        .Write("data/raw/bad\nname.bin", "x")
        .Write("data/readme.txt", "x");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("co", "config conn completion")]
    [InlineData("config ex", "explain")]
    [InlineData("--project /tmp config ex", "explain")]
    [InlineData("config get database.h", "database.host")]
    [InlineData("config get jobs.au", "jobs.auto_refresh")]
    [InlineData("config get custom.", "custom.rig")]
    [InlineData("config get stores.main.hash", "stores.main.hash_prefix")]
    [InlineData("config get stores.cloud.secret", "stores.cloud.secret_key")]
    [InlineData("config set stores.cloud.secret", "")]
    [InlineData("config set database.pass", "")]
    [InlineData("config set database.backend ", "mysql postgresql sqlite")]
    [InlineData("config set safemode ", "true false")]
    [InlineData("config set stores.default ", "cloud main")]
    [InlineData("config set stores.new.protocol ", "file s3 gcs azure")]
    [InlineData("config set database.name ", "")]
    [InlineData("config unset database.", "database.host database.user")]
    [InlineData("config show database.tls.ve", "database.tls.verify")]
    [InlineData("secrets rm ", "database.password")]
    [InlineData("config show --re", "--reveal")]
    [InlineData("config show --reveal --re", "")]
    [InlineData("config show --format ", "text json")]
    [InlineData("check --format ", "text json github")]
    [InlineData("sql --format ", "text json csv")]
    [InlineData("check --format=g", "--format=github")]
    [InlineData("check --skip py", "python")]
    [InlineData("conn --as p", "psql")]
    [InlineData("--color ", "auto always never")]
    [InlineData("--env ", "dev prod")]
    [InlineData("--set database.ho", "database.host=")]
    [InlineData("--set database.backend=", "database.backend=mysql database.backend=postgresql database.backend=sqlite")]
    [InlineData("--set database.pass", "")]
    [InlineData("--set=loglevel=W", "--set=loglevel=WARNING")]
    [InlineData("completion ", "bash zsh fish pwsh powershell")]
    [InlineData("config get database.host ", "")]
    [InlineData("run ", "--")]
    [InlineData("store ls ma", "main:")]
    [InlineData("store ls main:", "main:raw/ main:readme.txt")]
    [InlineData("store ls main:ra", "main:raw/")]
    [InlineData("store cat main:raw/", "main:raw/2024/ main:raw/my·file.bin")]
    [InlineData("store cat main:raw/2024/", "main:raw/2024/a.bin")]
    [InlineData("store cat :rea", ":readme.txt")]
    [InlineData("store cat rea", "")]
    [InlineData("store cat ", "cloud: main:")]
    [InlineData("store cat main:../", "")]
    [InlineData("store cp main:readme.txt cl", "cloud:")]
    [InlineData("store rm nowhere:x", "")]
    [InlineData("nonsense ", "")]
    public void Words_are_offered(string typed, string expected)
    {
        (string source, string[] found) = Complete(typed);

        source.ShouldBe("words");
        string[] words = [.. expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Replace('·', ' '))];
        found.ShouldBe(words, ignoreOrder: true);
    }

    [Theory]
    [InlineData("store put ", "files")]
    [InlineData("store get main:readme.txt ", "files")]
    [InlineData("migrate ", "files")]
    [InlineData("config set cache ", "files")]
    [InlineData("--project ", "directories")]
    [InlineData("store sync ", "directories")]
    [InlineData("run -- ", "command")]
    [InlineData("run --python -- python ", "command")]
    public void Some_the_shell_knows_better(string typed, string expected) => Complete(typed).Source.ShouldBe(expected);

    [Fact]
    public void Show_takes_groups_and_stores_too()
    {
        Complete("config show da").Words.ShouldContain("database.tls");
        Complete("config show stores.ma").Words[0].ShouldBe("stores.main");
    }

    [Fact]
    public void Everything_that_help_names_is_offered()
    {
        Check("", CommandTree.Create());

        void Check(string typed, Command command)
        {
            if (command.IsGroup)
            {
                Complete(typed).Words.ShouldBe(command.Listed.Select(c => c.Name));
            }

            Complete(typed + "-").Words.ShouldBe(command.Options.Concat(GlobalOptions.All).Select(o => o.Name));
            foreach (Command inner in command.Listed)
            {
                Check(typed + inner.Name + " ", inner);
            }
        }
    }

    [Fact]
    public void Whatever_an_option_offers_it_takes()
    {
        foreach (Command command in CommandTree.Create().Listed.Where(c => !c.IsGroup))
        {
            foreach (string format in Complete($"{command.Name} --format ").Words)
            {
                new Djc(_project).Run(command.Name, "--format", format, "--help").ExitCode.ShouldBe(0);
            }
        }
    }

    [Fact]
    public void A_configuration_that_cannot_be_loaded_leaves_what_is_known_without_it()
    {
        _project.Write("datajoint.json", "{ broken");

        Complete("config get database.h").Words.ShouldBe(["database.host"]);
        Complete("store ls ").Words.ShouldBeEmpty();
    }

    [Fact]
    public void No_secret_leaves_for_a_destination_that_nobody_confirmed()
    {
        using CountingListener server = new();
        _project.Write("datajoint.json", $$"""
            { "stores": { "cloud": { "protocol": "s3", "endpoint": "http://{{server.Address}}", "secure": false, "bucket": "b", "location": "l" } } }
            """);
        Djc djc = new(_project) { Variables = { ["DJ_STORES_CLOUD_ACCESS_KEY"] = "example", ["DJ_STORES_CLOUD_SECRET_KEY"] = "example" } };

        djc.Run("__complete", "--", "store", "ls", "=cloud:").ShouldBe(new DjcResult(0, "words\n", ""));

        server.Accepted.ShouldBe(0);
    }

    [Fact]
    public void A_server_that_says_nothing_does_not_hold_the_shell()
    {
        using CountingListener server = new(isSilent: true);
        _project.Write("datajoint.json", $$"""
            { "stores": { "cloud": { "protocol": "s3", "endpoint": "http://{{server.Address}}", "secure": false, "bucket": "b", "location": "l" } } }
            """).Write(".secrets/datajoint.json", """{ "stores.cloud.access_key": "example", "stores.cloud.secret_key": "example" }""");

        UntilAsked(server, () => Complete("store ls cloud:", ("DJ_TRUST", server.Address)).Words.ShouldBeEmpty());
    }

    /// <summary>Also with credentials that it brings along, or with those of the machine, whoever looks around tells nobody.</summary>
    [Theory]
    [InlineData("store ls cloud:", true)]
    [InlineData("store ls :", true)]
    [InlineData("store ls ", true)]
    [InlineData("store ls cloud:", false)]
    public void A_store_that_a_project_names_is_not_asked_before_its_host_is_confirmed(string typed, bool hasCredentials)
    {
        using CountingListener server = new();
        _project.Write("datajoint.json", $$"""
            {
              "stores": {
                "default": "cloud",
                "cloud": { "protocol": "s3", "endpoint": "http://{{server.Address}}", "secure": false, "bucket": "b", "location": "l" }
              }
            }
            """);
        if (hasCredentials)
        {
            _project.Write(".secrets/datajoint.json", """{ "stores.cloud.access_key": "example", "stores.cloud.secret_key": "example" }""");
        }

        Complete(typed).Words.ShouldBe(typed == "store ls " ? ["cloud:"] : []);
        server.Accepted.ShouldBe(0);
        if (hasCredentials && typed != "store ls ")
        {
            UntilAsked(server, () => Complete(typed, ("DJ_TRUST", server.Address)));
        }
        else
        {
            Complete(typed, ("DJ_TRUST", server.Address));
            server.Accepted.ShouldBe(0);
        }
    }

    [Fact]
    public void A_store_that_the_user_names_outside_the_project_is_asked()
    {
        using CountingListener server = new();
        _project.Write("datajoint.json", "{}");

        UntilAsked(server, () => Complete("store ls own:", ("DJ_STORES_OWN_PROTOCOL", "s3"), ("DJ_STORES_OWN_ENDPOINT", $"http://{server.Address}"), ("DJ_STORES_OWN_SECURE", "false"),
            ("DJ_STORES_OWN_BUCKET", "b"), ("DJ_STORES_OWN_LOCATION", "l"), ("DJ_STORES_OWN_ACCESS_KEY", "example"), ("DJ_STORES_OWN_SECRET_KEY", "example")));
    }

    /// <summary>On Windows another machine would be told who asks; elsewhere it is a folder like any other, and the rule the same.</summary>
    [Fact]
    public void A_folder_on_another_machine_is_not_looked_into()
    {
        string folder = Path.Combine(_project.Root, "data").Replace('\\', '/');
        _project.Write("datajoint.json", $$"""{ "stores": { "main": { "protocol": "file", "location": "/{{folder}}" } } }""");

        Complete("store ls main:").Words.ShouldBeEmpty();
    }

    [Fact]
    public void The_command_for_the_scripts_is_not_in_help()
    {
        new Djc(_project).Run("--help").Output.ShouldNotContain("__complete");
        new Djc(_project).Run("__complet").Error.ShouldNotContain("did you mean");
    }

    /// <summary>Looks at a store that does not answer, with a limit that grows until the machine is quick enough to ask within it.</summary>
    private static void UntilAsked(CountingListener server, Action complete)
    {
        TimeSpan usual = PlaceWords.TimeLimit;
        try
        {
            for (var limit = TimeSpan.FromSeconds(1); server.Accepted == 0 && limit < usual; limit *= 2)
            {
                PlaceWords.TimeLimit = limit;
                complete();
            }
        }
        finally
        {
            PlaceWords.TimeLimit = usual;
        }

        server.Accepted.ShouldBeGreaterThan(0);
    }

    private (string Source, string[] Words) Complete(string typed, params (string Name, string Value)[] variables)
    {
        string[] words = typed.Split(' ');
        DjcResult result = new Djc(_project) { Variables = variables.ToDictionary(v => v.Name, v => v.Value) }.Run(["__complete", "--", .. words.SkipLast(1), "=" + words[^1]]);
        result.Error.ShouldBeEmpty();
        result.ExitCode.ShouldBe(0);
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (lines[0], [.. lines.Skip(1).Select(line => line.Split('\t')[0])]);
    }
}
