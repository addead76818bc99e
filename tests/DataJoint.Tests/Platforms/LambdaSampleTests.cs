using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataJoint.Servers;

namespace DataJoint.Tests;

/// <summary>samples/platforms/lambda, started and asked as Lambda does it: its secret is in Secrets Manager, its database a real server.</summary>
public sealed class LambdaSampleTests : IAsyncLifetime
{
    private const string Event = """{ "name": "Ana" }""";

    private readonly string _secret = "lambda-" + Guid.NewGuid().ToString("n");
    private readonly DirectoryInfo _task = Directory.CreateTempSubdirectory("datajoint-lambda-task-");
    private readonly Dictionary<string, string> _variables = [];
    private MariaDbServer _database = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "fun starts the function as Lambda does only on Linux.");
        _database = await MariaDbServer.SharedAsync();
        MotoServer cloud = await MotoServer.SharedAsync();
        await cloud.CreateSecretAsync(_secret, new JsonObject { ["username"] = _database.User, ["password"] = _database.Password }.ToJsonString());
        _variables["AWS_ENDPOINT_URL"] = cloud.Endpoint.ToString();
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is string root)
        {
            _variables["DOTNET_ROOT"] = root;
        }

        foreach (string file in Directory.GetFiles(SampleProgram.FolderOf("LambdaSample")))
        {
            File.Copy(file, Path.Combine(_task.FullName, Path.GetFileName(file)));
        }
    }

    public ValueTask DisposeAsync()
    {
        _task.Delete(recursive: true);
        return default;
    }

    [Fact]
    public async Task A_function_logs_in_with_what_its_variables_refer_to_and_answers_event_after_event()
    {
        GiveVariables();

        IReadOnlyList<LambdaAnswer> answers = await LambdaRuntime.InvokeAsync(_task.FullName, _variables, Event, """{ "name": "Ben" }""");

        answers.Select(answer => answer.Error).ShouldBe([null, null], string.Join('\n', answers));
        ReadLogin(answers[0]).ShouldBe(("Hello Ana", _database.User));
        ReadLogin(answers[1]).ShouldBe(("Hello Ben", _database.User));
    }

    [Fact]
    public async Task An_event_that_fails_is_told_with_its_id_and_the_function_goes_on()
    {
        GiveVariables();
        _variables["DJ_PASS"] = $"ref+awssecrets://{_secret}#/passwort";

        IReadOnlyList<LambdaAnswer> answers = await LambdaRuntime.InvokeAsync(_task.FullName, _variables, Event, "null");

        answers.Select(answer => answer.Error).ShouldBe(["Handled", "Handled"], string.Join('\n', answers));
        ReadFailure(answers[0]).Type.ShouldBe("DJ5004");
        ReadFailure(answers[0]).Message.ShouldContain("passwort");
        ReadFailure(answers[1]).Type.ShouldBe("JsonException");
        string.Concat(answers).ShouldNotContain(_database.Password);
    }

    [Fact]
    public async Task A_function_whose_settings_are_wrong_says_so_before_the_first_event()
    {
        GiveVariables();
        _variables["DJ_PORT"] = "many";

        LambdaAnswer answer = (await LambdaRuntime.InvokeAsync(_task.FullName, _variables, Event)).ShouldHaveSingleItem();

        answer.Error.ShouldBe("Unhandled");
        ReadFailure(answer).Message.ShouldContain("DJ_PORT");
    }

    [Fact]
    public async Task References_of_the_project_in_the_package_are_read_when_the_variables_trust_it()
    {
        JsonObject database = new()
        {
            ["host"] = _database.Host,
            ["port"] = _database.Port,
            ["user"] = $"ref+awssecrets://{_secret}#/username",
            ["password"] = $"ref+awssecrets://{_secret}#/password",
        };
        string project = new JsonObject { ["database"] = database }.ToJsonString();
        await File.WriteAllTextAsync(Path.Combine(_task.FullName, "datajoint.json"), project, TestContext.Current.CancellationToken);

        LambdaAnswer refused = (await LambdaRuntime.InvokeAsync(_task.FullName, _variables, Event)).ShouldHaveSingleItem();
        _variables["DJ_TRUST"] = $"{_database.Host}:{_database.Port}";
        LambdaAnswer trusted = (await LambdaRuntime.InvokeAsync(_task.FullName, _variables, Event)).ShouldHaveSingleItem();

        refused.Error.ShouldBe("Handled");
        ReadFailure(refused).Type.ShouldBe("DJ5002");
        ReadLogin(trusted).Account.ShouldBe(_database.User);
    }

    private void GiveVariables()
    {
        _variables["DJ_HOST"] = _database.Host;
        _variables["DJ_PORT"] = _database.Port.ToString(CultureInfo.InvariantCulture);
        _variables["DJ_USER"] = $"ref+awssecrets://{_secret}#/username";
        _variables["DJ_PASS"] = $"ref+awssecrets://{_secret}#/password";
        _variables["DJ_IGNORE_CONFIG_FILE"] = "true";
    }

    private static (string Greeting, string Account) ReadLogin(LambdaAnswer answer)
    {
        JsonElement login = JsonDocument.Parse(answer.Payload).RootElement;
        return (login.GetProperty("greeting").GetString()!, login.GetProperty("account").GetString()!.Split('@')[0]);
    }

    private static (string Type, string Message) ReadFailure(LambdaAnswer answer)
    {
        JsonElement failure = JsonDocument.Parse(answer.Payload).RootElement;
        return (failure.GetProperty("errorType").GetString()!, failure.GetProperty("errorMessage").GetString()!);
    }
}
