using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Cli.Tests;

/// <summary>Credential and host come from outside, and the project takes away what protects them on their way.</summary>
public sealed class TrustProtectionTests : IDisposable
{
    private const string Password = "fake-outside-pw";

    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("\"database.use_tls\": false", "", "database.use_tls", "it goes in clear text")]
    [InlineData("\"database.use_tls\": false", "DJ_TLS_CA=/ca.pem", "database.use_tls", "it goes in clear text")]
    [InlineData("\"database.tls.verify\": \"none\"", "DJ_TLS_CA=/ca.pem", "database.tls.verify", "the server's identity is not verified")]
    [InlineData("\"database.tls.verify\": \"none\"", "DJ_TLS_CA=/ca.pem DJ_TLS=1", "database.tls.verify", "the server's identity is not verified")]
    [InlineData("\"database.tls.verify\": \"ca\"", "DJ_TLS_CA=/ca.pem", "database.tls.verify", "the server's name is not verified")]
    [InlineData("\"database.tls.ca\": \"mine.pem\"", "DJ_TLS_VERIFY=full", "database.tls.ca", "the project says which authorities verify the server")]
    public void A_project_that_weakens_it_is_named(string setting, string more, string key, string expected)
    {
        _project.Write("datajoint.json", $"{{ {setting} }}");

        Diagnostic found = Load("db.example.com", more).CheckDatabaseDestination().Single();

        (found.Id, found.Severity).ShouldBe(("DJ2012", DiagnosticSeverity.Warning));
        found.Message.ShouldBe($"database.password (DJ_PASS) goes to db.example.com:3306 (DJ_HOST), less protected than without the project's {key} (datajoint.json:1:{3 + key.Length + 4}); {expected}");
        found.Hint.ShouldNotBeNull().ShouldContain($"djc config unset {key}");
        Load("db.example.com", more + " DJ_TRUST=db.example.com:3306").CheckDatabaseDestination().ShouldBeEmpty();
        Load("db.example.com", more + " DJ_STRICT=1").CheckDatabaseDestination().Single().Severity.ShouldBe(DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("\"database.use_tls\": true", "db.example.com", "")]
    [InlineData("\"database.tls.ca\": \"mine.pem\"", "db.example.com", "")]
    [InlineData("\"database.tls.verify\": \"none\"", "db.example.com", "")]
    [InlineData("\"database.tls.verify\": \"full\"", "db.example.com", "DJ_TLS_CA=/ca.pem")]
    [InlineData("\"database.use_tls\": false", "db.example.com", "DJ_TLS=0")]
    [InlineData("\"database.use_tls\": false", "db.example.com", "DJ_TLS=1")]
    [InlineData("\"database.use_tls\": false", "localhost", "")]
    [InlineData("\"database.use_tls\": false", "[::1]:3307", "")]
    [InlineData("\"database.use_tls\": false", "/run/mysqld/mysqld.sock", "")]
    public void What_takes_nothing_away_needs_no_confirmation(string setting, string host, string more)
    {
        _project.Write("datajoint.json", $"{{ {setting} }}");

        Load(host, more).CheckDatabaseDestination().ShouldBeEmpty();
    }

    [Fact]
    public void A_verification_that_the_user_asks_for_counts_on_this_machine_too()
    {
        _project.Write("datajoint.json", """{ "database.use_tls": false }""");

        Load("localhost", "DJ_TLS_VERIFY=full").CheckDatabaseDestination().Single().Id.ShouldBe("DJ2012");
    }

    [Fact]
    public void The_projects_own_secrets_need_no_confirmation()
    {
        _project.Write("datajoint.json", """{ "database.use_tls": false }""").Write(".secrets/database.password", Password);

        DataJointConfig.Load(Options([("DJ_HOST", "db.example.com"), ("DJ_USER", "ana")])).Snapshot.CheckDatabaseDestination().ShouldBeEmpty();
    }

    [Fact]
    public void The_library_warns_and_refuses_where_it_is_told_to()
    {
        _project.Write("datajoint.json", """{ "database.use_tls": false }""");
        List<Diagnostic> warnings = [];
        using (DataJointConfig.Load(Options(Outside("db.example.com", ""))).CreateDataSource(new DataSourceOptions { OnWarning = warnings.Add }))
        {
            warnings.Select(w => w.Id).ShouldBe(["DJ2012"]);
        }

        ConfigurationOptions refusing = Options(Outside("db.example.com", ""));
        refusing.UntrustedDestinations = UntrustedDestinations.Refuse;
        ConnectionException refused = Should.Throw<ConnectionException>(() => DataJointConfig.Load(refusing).CreateDataSource());
        refused.Id.ShouldBe("DJ2012");
        refused.ToString().ShouldNotContain(Password);
    }

    [Theory]
    [InlineData("store.example.com:9000", 1)]
    [InlineData("s3.eu-central-1.amazonaws.com", 1)]
    [InlineData("http://store.example.com:9000", 0)]
    [InlineData("127.0.0.1:9000", 0)]
    public void A_store_without_encryption_is_the_projects_doing(string endpoint, int count)
    {
        _project.Write("datajoint.json", """{ "stores": { "main": { "protocol": "s3", "location": "x", "bucket": "b", "secure": false } } }""");
        (string, string)[] keys = [("DJ_STORES_MAIN_ENDPOINT", endpoint), ("DJ_STORES_MAIN_ACCESS_KEY", "AKIDFAKE"), ("DJ_STORES_MAIN_SECRET_KEY", Password)];

        IReadOnlyList<Diagnostic> found = DataJointConfig.Load(Options(keys)).Snapshot.Stores["main"].CheckDestination();

        found.Count(d => d.Message.Contains("secret_key", StringComparison.Ordinal)).ShouldBe(count);
        found.ShouldAllBe(d => d.Id == "DJ2012" && d.Message.Contains("less protected than without the project's stores.main.secure (datajoint.json:1:"));
        DataJointConfig.Load(Options([.. keys, ("DJ_STORES_MAIN_SECURE", "true")])).Snapshot.Stores["main"].CheckDestination().ShouldBeEmpty();
    }

    [Fact]
    public void Djc_asks_on_a_terminal_warns_elsewhere_and_refuses_with_strict()
    {
        _project.Write("datajoint.json", """{ "database.use_tls": false }""");

        DjcResult declined = Run("no", "sql", "SELECT 1");
        (declined.ExitCode, declined.Error.Contains("it goes in clear text\nTrust db.example.com:3306 for this project?", StringComparison.Ordinal)).ShouldBe(
            (1, true), declined.All);
        Run(null, "conn").Error.ShouldContain("warning DJ2012");
        DjcResult refused = Run(null, "sql", "SELECT 1", "--strict");
        refused.ExitCode.ShouldBe(3);
        refused.Error.ShouldContain("error DJ2012");
        DjcResult check = Run(null, "check", "--offline");
        check.Output.ShouldContain("less protected than without the project's database.use_tls (datajoint.json:1:");
        Run(null, "trust", "--list").Output.ShouldBe("not trusted: database.password (DJ_PASS) goes to db.example.com:3306 (DJ_HOST); it goes in clear text\n");
        Run("yes", "conn").ExitCode.ShouldBe(0);
        Run(null, "conn", "--strict").Error.ShouldBe("");
    }

    private DjcResult Run(string? answer, params string[] words) =>
        new Djc(_project) { Variables = Outside("db.example.com", "").ToDictionary(v => v.Name, v => v.Value), Answer = answer }.Run(words);

    private ConfigurationSnapshot Load(string host, string more) => DataJointConfig.Load(Options(Outside(host, more))).Snapshot;

    private static (string Name, string Value)[] Outside(string host, string more) =>
    [
        ("DJ_HOST", host), ("DJ_USER", "ana"), ("DJ_PASS", Password),
        .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).Select(one => (one[0], one[1])),
    ];

    private ConfigurationOptions Options((string Name, string Value)[] variables) => new()
    {
        HostEnvironment = new HostEnvironment(variables.ToDictionary(v => v.Name, v => v.Value), _project.Root, homeDirectory: _project.Mounted),
    };
}
