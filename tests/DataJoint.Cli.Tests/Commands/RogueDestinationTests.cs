using System.Diagnostics;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Stores;
using DataJoint.Stores.Azure;
using DataJoint.Stores.Gcs;
using DataJoint.Stores.S3;

namespace DataJoint.Cli.Tests;

/// <summary>A listener stands where a stranger's project says that the server is: without a yes nobody ever calls it.</summary>
public sealed class RogueDestinationTests : IDisposable
{
    private const string Password = "fake-outside-pw";

    private readonly TemporaryProject _project = new();
    private readonly CountingListener _listener = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string ListPath => Path.Combine(_project.Mounted, "datajoint/trusted.json");

    public void Dispose()
    {
        _listener.Dispose();
        _project.Dispose();
    }

    [Theory]
    [InlineData("mysql", "")]
    [InlineData("mysql", ", \"database.use_tls\": true")]
    [InlineData("postgresql", "")]
    [InlineData("postgresql", ", \"database.use_tls\": false")]
    public async Task No_connection_is_opened_to_the_projects_server_with_strict(string backend, string more)
    {
        _project.Write("datajoint.json", $$"""{ "database.backend": "{{backend}}", "database.host": "{{_listener.Address}}"{{more}} }""");

        foreach (string[] words in (string[][])[["sql", "SELECT 1"], ["check"], ["conn", "--reveal"], ["sql", "--yes", "SELECT 1"]])
        {
            DjcResult refused = new Djc(_project) { Variables = Outside() }.Run([.. words, "--strict"]);
            refused.ExitCode.ShouldNotBe(0, refused.All);
            refused.All.ShouldContain("a destination that only the project names");
            refused.All.ShouldNotContain(Password);
        }

        var config = DataJointConfig.Load(StrictOptions(Outside()));
        Should.Throw<ConnectionException>(() => config.Connect()).Diagnostic.Id.ShouldBe("DJ2012");
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync(cancellationToken: Cancellation))).Diagnostic.Id.ShouldBe("DJ2012");
        Should.Throw<ConnectionException>(() => config.CreateDataSource()).Diagnostic.Id.ShouldBe("DJ2012");
        _listener.Accepted.ShouldBe(0);
    }

    [Theory]
    [InlineData("s3", "\"bucket\": \"b\", \"secure\": false", "ACCESS_KEY SECRET_KEY", "DJ2012")]
    [InlineData("s3", "\"bucket\": \"b\"", "", "DJ2012")]
    [InlineData("azure", "\"container\": \"c\", \"account_name\": \"acct\"", "ACCOUNT_KEY", "DJ2012")]
    [InlineData("azure", "\"container\": \"c\", \"account_name\": \"acct\"", "", "DJ2013")]
    [InlineData("gcs", "\"bucket\": \"b\"", "", "DJ2013")]
    [InlineData("gcs", "\"bucket\": \"b\"", "TOKEN", "DJ2012")]
    public void No_connection_is_opened_to_the_projects_endpoint_with_strict(string protocol, string own, string given, string id)
    {
        string scheme = protocol == "s3" ? "" : "http://";
        _project.Write("datajoint.json", $$"""
            { "stores": { "main": { "protocol": "{{protocol}}", "location": "x", {{own}}, "endpoint": "{{scheme}}{{_listener.Address}}" } } }
            """);
        Dictionary<string, string> variables = Outside();
        foreach (string attribute in given.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            variables["DJ_STORES_MAIN_" + attribute] = attribute == "TOKEN"
                ? """{ "type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "fake-outside-pw" }"""
                : Convert.ToBase64String(Encoding.UTF8.GetBytes(Password));
        }

        foreach (string[] words in (string[][])[["store", "ls", "main:"], ["store", "cat", "main:a"], ["store", "rm", "main:a", "--yes"], ["check"]])
        {
            DjcResult refused = new Djc(_project) { Variables = variables }.Run([.. words, "--strict"]);
            refused.ExitCode.ShouldNotBe(0, refused.All);
            refused.All.ShouldContain("a destination that only the project names");
        }

        IStoreAdapter adapter = protocol switch { "s3" => new S3Adapter(), "azure" => new AzureAdapter(), _ => new GcsAdapter() };
        StoreSpec spec = DataJointConfig.Load(StrictOptions(variables)).Stores["main"];
        StoreException fault = Should.Throw<StoreException>(() => adapter.Open(new StoreSource(spec)));
        fault.Code.ShouldBe(id == "DJ2012" ? StoreErrorCode.UntrustedDestination : StoreErrorCode.TokenToProjectHost);
        _listener.Accepted.ShouldBe(0);
    }

    [Fact]
    public async Task On_a_terminal_a_no_sends_nothing_and_is_not_kept()
    {
        SkipWithoutTerminals();
        Configure();

        (int exitCode, string shown) = await RunOnTerminalAsync("no", "sql", "SELECT 1");

        exitCode.ShouldBe(1, shown);
        shown.Split("for this project? [y/N]").Length.ShouldBe(2, shown);
        shown.ShouldContain($"database.password (DJ_PASS) goes to {_listener.Address} (datajoint.json:1:20)");
        shown.ShouldNotContain(Password);
        _listener.Accepted.ShouldBe(0);
        File.Exists(ListPath).ShouldBeFalse();
    }

    [Fact]
    public async Task On_a_terminal_a_yes_is_kept_for_the_user_alone_and_not_asked_again()
    {
        SkipWithoutTerminals();
        Configure();

        (int exitCode, string shown) = await RunOnTerminalAsync("yes", "conn");
        exitCode.ShouldBe(0, shown);
        shown.Split("for this project? [y/N]").Length.ShouldBe(2, shown);
        (await File.ReadAllTextAsync(ListPath, Cancellation)).ShouldContain(_listener.Address);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(ListPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.GetDirectoryName(ListPath)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _listener.Accepted.ShouldBe(0, "conn connects nothing");
        (_, string again) = await RunOnTerminalAsync(null, "sql", "SELECT 1");
        again.ShouldNotContain("[y/N]");
        _listener.Accepted.ShouldBeGreaterThan(0, again);
    }

    private static void SkipWithoutTerminals() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "needs script of util-linux, which makes a terminal");

    private static Dictionary<string, string> Outside() => new() { ["DJ_USER"] = "ana", ["DJ_PASS"] = Password };

    private ConfigurationOptions StrictOptions(Dictionary<string, string> variables) => new()
    {
        HostEnvironment = new HostEnvironment(variables, _project.Root, homeDirectory: _project.Mounted),
        Strict = true,
    };

    private void Configure() => _project.Write("datajoint.json", $$"""{ "database.host": "{{_listener.Address}}" }""");

    /// <summary>Runs the program on a terminal of its own.</summary>
    /// <param name="answer">What is typed when a question has been shown; null for nothing.</param>
    /// <param name="words">Its words.</param>
    private async Task<(int ExitCode, string Shown)> RunOnTerminalAsync(string? answer, params string[] words)
    {
        ProcessStartInfo start = new("/usr/bin/script", ["-qec", string.Join(' ', ((string[])[DjcProcess.Program, .. words]).Select(word => $"'{word}'")), "/dev/null"])
        {
            WorkingDirectory = _project.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("DJ_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        (start.Environment["DJ_USER"], start.Environment["DJ_PASS"]) = ("ana", Password);
        (start.Environment["XDG_CONFIG_HOME"], start.Environment["SHELL"]) = (_project.Mounted, "/bin/sh");
        using Process process = Process.Start(start)!;
        StringBuilder shown = new();
        char[] some = new char[1024];
        int count;
        while ((count = await process.StandardOutput.ReadAsync(some, Cancellation).AsTask().WaitAsync(TimeSpan.FromMinutes(5), Cancellation)) > 0)
        {
            shown.Append(some, 0, count);
            if (answer is not null && shown.ToString().Contains("[y/N] ", StringComparison.Ordinal))
            {
                await process.StandardInput.WriteAsync(answer + "\n");
                await process.StandardInput.FlushAsync(Cancellation);
                answer = null;
            }
        }

        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, shown.ToString());
    }
}
