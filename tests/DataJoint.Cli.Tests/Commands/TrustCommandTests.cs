using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>Credentials from outside a project and the destinations that only the project names.</summary>
public sealed class TrustCommandTests : IDisposable
{
    private const string Password = "fake-outside-pw";

    private readonly TemporaryProject _project = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TrustCommandTests()
    {
        _listener.Start();
        _project.Write("datajoint.json", $$"""{ "database.host": "{{Host}}", "database.use_tls": false }""");
    }

    private string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    private string ListPath => Path.Combine(_project.Mounted, ".config/datajoint/trusted.json");

    public void Dispose()
    {
        _listener.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void The_password_in_an_endpoint_with_a_slash_is_not_shown()
    {
        _project.Write(
            "datajoint.json",
            """{ "stores.a": { "protocol": "s3", "bucket": "b", "location": "l", "endpoint": "https://bob:pa/CANARYxx@s3.example.org", "access_key": "a" } }""");
        Djc djc = new(_project) { Variables = { ["DJ_STORES_A_SECRET_KEY"] = Password } };

        djc.Run("config", "show").All.ShouldNotContain("CANARY");
        djc.Run("check", "--offline").All.ShouldNotContain("CANARY");
        djc.Run("trust", "--list").All.ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("sql", "SELECT 1")]
    [InlineData("conn", "--reveal")]
    public void A_no_on_a_terminal_sends_nothing(string command, string argument)
    {
        DjcResult result = Run(answer: "", command, argument);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"database.password (DJ_PASS) goes to {Host} (datajoint.json:1:20)");
        result.Error.ShouldContain("it goes in clear text");
        result.All.ShouldNotContain(Password);
        _listener.Pending().ShouldBeFalse();
        File.Exists(ListPath).ShouldBeFalse();
    }

    [Fact]
    public void A_yes_is_kept_for_the_user_alone_and_not_asked_again()
    {
        Run(answer: "yes", "conn").ExitCode.ShouldBe(0);

        File.ReadAllText(ListPath).ShouldContain(Host);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(ListPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        DjcResult again = Run(answer: null, "conn");
        (again.ExitCode, again.Error).ShouldBe((0, ""));
        Run(answer: null, "untrust").ExitCode.ShouldBe(0);
        Run(answer: null, "untrust").ExitCode.ShouldBe(1);
        Run(answer: null, "conn").Error.ShouldContain("DJ2012");
    }

    [Fact]
    public void Without_a_terminal_it_is_a_warning_and_with_strict_an_error()
    {
        DjcResult warned = Run(answer: null, "conn");
        (warned.ExitCode, warned.Error.Contains("warning DJ2012", StringComparison.Ordinal)).ShouldBe((0, true));

        DjcResult refused = Run(answer: null, "sql", "SELECT 1", "--strict");
        refused.ExitCode.ShouldBe(3);
        refused.Error.ShouldContain("error DJ2012");
        _listener.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("HOST")]
    public void A_destination_that_is_named_is_trusted(string named)
    {
        string host = named == "HOST" ? Host : named;
        Run(answer: null, "conn", "--strict", "--trust", host).ExitCode.ShouldBe(0);
        new Djc(_project) { Variables = Variables("DJ_TRUST", "other.example,  " + host) }.Run("conn", "--strict").ExitCode.ShouldBe(0);
        Run(answer: null, "conn", "--trust", "*").ExitCode.ShouldBe(2);
        new Djc(_project) { Variables = Variables("DJ_TRUST", "https://x") }.Run("conn").ExitCode.ShouldBe(3);
    }

    [Fact]
    public void Loading_says_nothing_of_it() => Run(answer: null, "config", "show", "--strict").ExitCode.ShouldBe(0);

    [Fact]
    public void A_secret_of_the_project_itself_needs_no_trust()
    {
        _project.Write(".secrets/database.password", Password).Write("datajoint.json", """{ "database.host": "db.example.com", "database.user": "ana" }""");

        new Djc(_project).Run("conn", "--strict").ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("datajoint.json", """{ "database.host": "HOST" }""")]
    [InlineData("database.host", "HOST")]
    public void A_host_in_the_projects_secrets_needs_trust_for_a_password_from_outside(string file, string text)
    {
        _project.Write("datajoint.json", """{ "database.name": "lab" }""").Write(".secrets/" + file, text.Replace("HOST", Host, StringComparison.Ordinal));

        DjcResult refused = Run(answer: null, "sql", "SELECT 1", "--strict");
        (refused.ExitCode, refused.Error.Contains("error DJ2012", StringComparison.Ordinal)).ShouldBe((3, true));
        _listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public void A_token_file_that_the_projects_secrets_name_is_an_identity_of_the_platform()
    {
        _project.Write(".secrets/stores.main.token", "/home/ana/.config/gcloud/application_default_credentials.json").Write(
            "datajoint.json",
            """{ "stores": { "main": { "protocol": "gcs", "location": "x", "bucket": "b", "endpoint": "http://127.0.0.1:1" } } }""");

        Load().Stores["main"].CheckDestination().Select(d => d.Id).ShouldBe(["DJ2013"]);
    }

    [Fact]
    public void A_host_from_the_environment_needs_no_trust_but_a_port_of_the_project_does()
    {
        _project.Write("datajoint.json", """{ "database.name": "lab" }""");
        new Djc(_project) { Variables = Variables("DJ_HOST", "db.example.com") }.Run("conn", "--strict").ExitCode.ShouldBe(0);

        _project.Write("datajoint.json", """{ "database.port": 4001 }""");
        Run(answer: null, "conn", "--strict").Error.ShouldContain("localhost:4001");
    }

    [Fact]
    public void The_check_warns_and_strict_fails()
    {
        DjcResult result = Run(answer: null, "check", "--offline", "--format", "json");
        JsonElement trust = JsonDocument.Parse(result.Output).RootElement.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "trust");

        (result.ExitCode, trust.GetProperty("status").GetString()).ShouldBe((0, "warn"));
        trust.GetProperty("message").GetString()!.ShouldContain("DJ_PASS");
        Run(answer: null, "check", "--offline", "--strict").ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("azure", "https://127.0.0.1:1/acct", 2013)]
    [InlineData("azure", "https://blob.core.windows.net.example.com/acct", 2013)]
    [InlineData("azure", "https://acct.blob.core.usgovcloudapi.net", 0)]
    [InlineData("azure", "https://acct.privatelink.blob.core.windows.net", 0)]
    [InlineData("gcs", "http://127.0.0.1:1", 2013)]
    [InlineData("gcs", "https://storage.googleapis.com@evil.example", 2013)]
    [InlineData("gcs", "https://storage.europe-west3.rep.googleapis.com", 0)]
    [InlineData("s3", "ec2-1-2-3-4.compute.amazonaws.com", 2012)]
    [InlineData("s3", "s3.eu-central-1.amazonaws.com", 0)]
    public void An_identity_of_the_platform_goes_to_the_vendor_alone(string protocol, string endpoint, int id)
    {
        string own = protocol == "azure" ? "\"container\": \"c\", \"account_name\": \"acct\"" : "\"bucket\": \"b\"";
        _project.Write("datajoint.json", $$"""{ "stores": { "main": { "protocol": "{{protocol}}", "location": "x", {{own}}, "endpoint": "{{endpoint}}" } } }""");

        IReadOnlyList<Diagnostic> found = Load().Stores["main"].CheckDestination();
        found.Select(d => d.Id).ShouldBe(id == 0 ? [] : ["DJ" + id]);
        if (id == 2013)
        {
            DjcResult refused = Run(answer: null, "store", "ls", "main:");
            refused.ExitCode.ShouldBe(3);
            refused.Error.ShouldContain("DJ2013");
            string host = new Uri(endpoint).Host;
            Load(("DJ_TRUST", host)).Stores["main"].CheckDestination().ShouldBeEmpty();
            Load(("DJ_STORES_MAIN_ENDPOINT", endpoint)).Stores["main"].CheckDestination().ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_path_that_the_project_gives_as_a_token_is_the_users_own_file()
    {
        _project.Write("datajoint.json",
            """{ "stores": { "main": { "protocol": "gcs", "location": "x", "bucket": "b", "token": "/home/x/adc.json", "endpoint": "https://evil.example" } } }""");

        Load().Stores["main"].CheckDestination().Single().Id.ShouldBe("DJ2013");
    }

    [Fact]
    public void A_list_that_others_could_have_written_counts_for_nothing()
    {
        Run(answer: null, "trust", Host).ExitCode.ShouldBe(0);
        Run(answer: null, "conn", "--strict").ExitCode.ShouldBe(0);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(ListPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
            DjcResult ignored = Run(answer: null, "conn");
            ignored.Error.ShouldContain("DJ2016");
            ignored.Error.ShouldContain("DJ2012");
            Run(answer: null, "trust", Host).ExitCode.ShouldBe(2);
        }
    }

    [Fact]
    public void The_list_is_not_written_through_a_link()
    {
        string target = Path.Combine(_project.Root, "elsewhere");
        Directory.CreateDirectory(Path.GetDirectoryName(ListPath)!);
        File.CreateSymbolicLink(ListPath, target);

        Run(answer: null, "trust", Host).ExitCode.ShouldBe(2);
        File.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public void Trust_shows_confirms_and_needs_a_yes_without_a_terminal()
    {
        Run(answer: null, "trust").ExitCode.ShouldBe(2);
        Run(answer: null, "trust", "--list").Output.ShouldStartWith("not trusted: database.password (DJ_PASS)");
        DjcResult done = Run(answer: null, "trust", "--yes", "--format", "json");
        JsonDocument.Parse(done.Output).RootElement.GetProperty("trusted")[0].GetString().ShouldBe(Host);
        Run(answer: null, "trust", "--list").Output.ShouldStartWith("trusted: database.password (DJ_PASS)");
    }

    private static Dictionary<string, string> Variables(params string[] more)
    {
        Dictionary<string, string> variables = new() { ["DJ_USER"] = "ana", ["DJ_PASS"] = Password };
        for (int i = 0; i < more.Length; i += 2)
        {
            variables[more[i]] = more[i + 1];
        }

        return variables;
    }

    private DjcResult Run(string? answer, params string[] words) => new Djc(_project) { Variables = Variables(), Answer = answer }.Run(words);

    private ConfigurationSnapshot Load(params (string Name, string Value)[] variables) => DataJointConfig.Load(new ConfigurationOptions
    {
        HostEnvironment = new HostEnvironment(variables.ToDictionary(v => v.Name, v => v.Value), _project.Root, homeDirectory: _project.Mounted),
    }).Snapshot;
}
