using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DataJoint.Servers;

namespace DataJoint.Tests;

/// <summary>
/// What the build of the solution does not make: the native function for Lambda, and the worker of Azure Functions. One after the other, since they share the
/// build's output.
/// </summary>
[Trait("Suite", "Stress")]
public sealed class BuiltSampleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("datajoint-built-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_native_function_answers_as_the_other_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Lambda runs on Linux.");
        MariaDbServer database = await MariaDbServer.SharedAsync();
        MotoServer cloud = await MotoServer.SharedAsync();
        string secret = "native-" + Guid.NewGuid().ToString("n");
        await cloud.CreateSecretAsync(secret, new JsonObject { ["username"] = database.User, ["password"] = database.Password }.ToJsonString());
        string system = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        await BuildAsync("publish", Sample("lambda"), "-r", system, "--output", _folder.FullName);

        IReadOnlyList<LambdaAnswer> answers = await LambdaRuntime.InvokeAsync(
            _folder.FullName,
            new Dictionary<string, string>(VariablesFor(database))
            {
                ["DJ_USER"] = $"ref+awssecrets://{secret}#/username",
                ["DJ_PASS"] = $"ref+awssecrets://{secret}#/password",
                ["AWS_ENDPOINT_URL"] = cloud.Endpoint.ToString(),
                ["DOTNET_ROOT"] = "/nowhere",
            },
            """{ "name": "Ana" }""",
            "null");

        answers.Select(answer => answer.Error).ShouldBe([null, "Handled"], string.Join('\n', answers));
        answers[0].Payload.ShouldContain($"\"account\":\"{database.User}@");
    }

    [Fact]
    public async Task The_function_of_Azure_answers_a_request_and_hides_what_fails()
    {
        MariaDbServer database = await MariaDbServer.SharedAsync();
        await BuildAsync("build", Sample("azure-functions/call"));
        Dictionary<string, string> variables = VariablesFor(database);

        string answer = await CallAsync(variables);
        variables["DJ_PASS"] = "CANARY-wrong";
        string refused = await CallAsync(variables);

        answer.ShouldStartWith($"200 {database.User}@");
        refused.Trim().ShouldBe("503");
    }

    private async Task<string> CallAsync(IReadOnlyDictionary<string, string> variables)
    {
        using Process process = SampleProgram.Start("CallSample", _folder.FullName, variables);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output);
        return output;
    }

    private static Dictionary<string, string> VariablesFor(MariaDbServer database) => new()
    {
        ["DJ_HOST"] = database.Host,
        ["DJ_PORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
        ["DJ_USER"] = database.User,
        ["DJ_PASS"] = database.Password,
        ["DJ_IGNORE_CONFIG_FILE"] = "true",
    };

    private static string Sample(string name) => Path.Combine(SampleProgram.Checkout, "samples", "platforms", name);

    /// <summary>Runs the SDK in the configuration that the tests were built in.</summary>
    private static async Task BuildAsync(string command, string project, params string[] options)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        ProcessStartInfo start = new("dotnet", [command, project, "-c", configuration, "-v", "q", "--disable-build-servers", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output);
    }
}
