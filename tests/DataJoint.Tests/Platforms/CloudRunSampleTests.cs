using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using DataJoint.Servers;

namespace DataJoint.Tests;

/// <summary>samples/platforms/cloud-run as a process: it is called and told to end as Cloud Run does it. Port 0 lets the system choose one.</summary>
public sealed partial class CloudRunSampleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("datajoint-cloud-run-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("DJ_PASS")]
    [InlineData("DJ_PASS_FILE")]
    public async Task A_service_answers_on_its_port_and_ends_in_order_at_SIGTERM(string secret)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        MariaDbServer database = await MariaDbServer.SharedAsync();
        string mounted = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(mounted, database.Password, TestContext.Current.CancellationToken);

        using Process service = Start(database, (secret, secret == "DJ_PASS" ? database.Password : mounted));
        Task<string> errors = service.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        (HttpStatusCode status, string answer) = await CallAsync(service);
        await TerminateAsync(service);

        status.ShouldBe(HttpStatusCode.OK, await errors);
        answer.ShouldStartWith(database.User + "@");
        service.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task What_went_wrong_is_in_the_log_and_not_in_the_answer()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        MariaDbServer database = await MariaDbServer.SharedAsync();

        using Process service = Start(database, ("DJ_PASS", "CANARY-wrong"));
        Task<string> errors = service.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        (HttpStatusCode status, string answer) = await CallAsync(service);
        await TerminateAsync(service);

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.ShouldBeEmpty();
        (await errors).ShouldContain("DJ3008");
        (await errors).ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task A_service_whose_settings_are_wrong_does_not_start()
    {
        using Process service = SampleProgram.Start("CloudRunSample", _folder.FullName, new Dictionary<string, string> { ["PORT"] = "0", ["DJ_PORT"] = "many" });
        Task<string> errors = service.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await service.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await service.WaitForExitAsync(TestContext.Current.CancellationToken);

        service.ExitCode.ShouldBe(1, output);
        (await errors).ShouldContain("DJ_PORT");
    }

    private Process Start(MariaDbServer database, (string Name, string Value) secret) => SampleProgram.Start("CloudRunSample", _folder.FullName, new Dictionary<string, string>
    {
        ["PORT"] = "0",
        ["DJ_HOST"] = database.Host,
        ["DJ_PORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
        ["DJ_USER"] = database.User,
        [secret.Name] = secret.Value,
        ["DJ_IGNORE_CONFIG_FILE"] = "true",
    });

    private static async Task<(HttpStatusCode Status, string Answer)> CallAsync(Process service)
    {
        Match port = Match.Empty;
        while (!port.Success)
        {
            string line = await service.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The service ended.");
            port = Listening().Match(line);
        }

        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
        using HttpResponseMessage response = await client.GetAsync($"http://127.0.0.1:{port.Groups[1].Value}/", TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task TerminateAsync(Process service)
    {
        using (var kill = Process.Start("kill", ["-TERM", service.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await service.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await service.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"Now listening on: http://.*:(\d+)$")]
    private static partial Regex Listening();
}
