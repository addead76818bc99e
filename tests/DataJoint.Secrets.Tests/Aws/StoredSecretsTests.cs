using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Managers;
using DataJoint.Secrets.Aws.Requests;

namespace DataJoint.Secrets.Tests;

/// <summary>Secrets Manager, on a server that checks signatures and policies.</summary>
public sealed class StoredSecretsTests
{
    private const string Login = """{ "username": "ana", "password": "CANARY-pw" }""";

    private static readonly SecretLimits Limits = new() { CallTimeout = TimeSpan.FromSeconds(60), RetryDelay = TimeSpan.FromMilliseconds(1) };

    private readonly string _name = "rig/" + Guid.NewGuid().ToString("n");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_named_by_its_name_or_its_ARN()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        string arn = (await cloud.CallAsync(AwsService.SecretsManager, "CreateSecret", writer =>
        {
            writer.WriteString("Name", _name);
            writer.WriteString("SecretString", Login);
        })).GetProperty("ARN").GetString()!;

        IReadOnlyList<SecretAnswer> answers = await AskAsync(cloud, $"ref+awssecrets://{_name}#/username", $"ref+awssecrets://{arn}#/password");

        answers.Select(answer => answer.Get().Reveal()).ShouldBe(["ana", "CANARY-pw"]);
        answers[0].Identity.ShouldBe("the access key in AWS_ACCESS_KEY_ID");
    }

    [Fact]
    public async Task An_ARN_brings_its_region()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        string arn = (await cloud.CallAsync(AwsService.SecretsManager, "CreateSecret", writer =>
        {
            writer.WriteString("Name", _name);
            writer.WriteString("SecretString", Login);
        }, "ap-southeast-2")).GetProperty("ARN").GetString()!;

        (await AskAsync(cloud, $"ref+awssecrets://{arn}"))[0].Get().Reveal().ShouldBe(Login);
        (await AskAsync(cloud, $"ref+awssecrets://{_name}?region=ap-southeast-2"))[0].Get().Reveal().ShouldBe(Login);
        (await AskAsync(cloud, $"ref+awssecrets://{_name}"))[0].Failure!.Diagnostic.Rule.ShouldBe(SecretRules.NotFound);
    }

    [Fact]
    public async Task A_version_is_asked_for_singly()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await cloud.PutSecretAsync(_name, "old");
        string id = (await cloud.CallAsync(AwsService.SecretsManager, "PutSecretValue", writer =>
        {
            writer.WriteString("SecretId", _name);
            writer.WriteString("SecretString", "new");
        })).GetProperty("VersionId").GetString()!;

        IReadOnlyList<SecretAnswer> answers = await AskAsync(
            cloud, $"ref+awssecrets://{_name}", $"ref+awssecrets://{_name}?version_stage=AWSPREVIOUS", $"ref+awssecrets://{_name}?version_id={id}");

        answers.Select(answer => answer.Get().Reveal()).ShouldBe(["new", "old", "new"]);
    }

    [Fact]
    public async Task Bytes_are_read_as_UTF8_and_what_is_none_is_refused_unseen()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        foreach ((string name, byte[] bytes) in ((string, byte[])[])[(_name, "Zoë"u8.ToArray()), (_name + "-raw", [0xFF, 0xC0])])
        {
            await cloud.CallAsync(AwsService.SecretsManager, "CreateSecret", writer =>
            {
                writer.WriteString("Name", name);
                writer.WriteBase64String("SecretBinary", bytes);
            });
        }

        IReadOnlyList<SecretAnswer> answers = await AskAsync(cloud, $"ref+awssecrets://{_name}", $"ref+awssecrets://{_name}-raw");

        answers[0].Get().Reveal().ShouldBe("Zoë");
        answers[1].Failure!.ToString().ShouldContain("is not text");
    }

    [Fact]
    public async Task A_wrong_secret_key_and_an_unknown_access_key_are_refused()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await cloud.PutSecretAsync(_name, Login);
        foreach (HostEnvironment environment in (HostEnvironment[])[cloud.Environment(("AWS_SECRET_ACCESS_KEY", "CANARY-wrong")), cloud.Environment(("AWS_ACCESS_KEY_ID", "AKIDNOBODY"))])
        {
            SecretException failure = (await AskAsync(cloud, environment, null, $"ref+awssecrets://{_name}"))[0].Failure!;

            failure.Diagnostic.Rule.ShouldBe(SecretRules.Refused);
            failure.Message.ShouldContain("AWS_ACCESS_KEY_ID");
            failure.ToString().ShouldNotContain("CANARY");
        }
    }

    [Fact]
    public async Task Who_may_not_read_is_named()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await cloud.PutSecretAsync(_name, Login);
        (string id, string secret) = await cloud.CreateUserAsync("writer-" + _name[4..], "secretsmanager:CreateSecret");

        SecretException failure = (await AskAsync(cloud, cloud.Environment(("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret)), null, $"ref+awssecrets://{_name}"))[0].Failure!;

        failure.Diagnostic.Rule.ShouldBe(SecretRules.Refused);
        failure.Message.ShouldContain($"user/writer-{_name[4..]}");
        failure.Diagnostic.Hint!.ShouldContain("secretsmanager:GetSecretValue");
        failure.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_right_to_read_many_they_are_read_one_by_one()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await cloud.PutSecretAsync(_name, "one");
        await cloud.PutSecretAsync(_name + "-b", "two");
        (string id, string secret) = await cloud.CreateUserAsync("reader-" + _name[4..], "secretsmanager:GetSecretValue");
        using var handler = new RecordingHandler(new SocketsHttpHandler());

        IReadOnlyList<SecretAnswer> answers = await AskAsync(
            cloud, cloud.Environment(("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret)), handler, $"ref+awssecrets://{_name}", $"ref+awssecrets://{_name}-b");

        answers.Select(answer => answer.Get().Reveal()).ShouldBe(["one", "two"]);
        handler.Actions.ShouldBe(["BatchGetSecretValue", "GetSecretValue", "GetSecretValue"]);
    }

    [Fact]
    public async Task Hundred_references_take_five_calls_whatever_their_regions_and_order()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        for (int i = 0; i < 50; i++)
        {
            await cloud.PutSecretAsync($"{_name}-{i}", $"first {i}");
            await cloud.PutSecretAsync($"{_name}-{i}", $"second {i}", "eu-west-1");
        }

        using var handler = new RecordingHandler(new SocketsHttpHandler());
        IReadOnlyList<SecretAnswer> answers = await AskAsync(
            cloud, cloud.Environment(), handler,
            [.. Enumerable.Range(0, 50).SelectMany(i => new[] { $"ref+awssecrets://{_name}-{i}", $"ref+awssecrets://{_name}-{i}?region=eu-west-1" })]);

        answers.Select(answer => answer.Get().Reveal()).ShouldBe(Enumerable.Range(0, 50).SelectMany(i => new[] { $"first {i}", $"second {i}" }));
        handler.Actions.Count.ShouldBe(6); // 50 in each of two regions
    }

    [Fact]
    public async Task A_missing_secret_among_many_has_its_own_error()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await cloud.PutSecretAsync(_name, "there");

        IReadOnlyList<SecretAnswer> answers = await AskAsync(cloud, $"ref+awssecrets://{_name}", $"ref+awssecrets://{_name}-gone");

        answers[0].Get().Reveal().ShouldBe("there");
        answers[1].Failure!.Diagnostic.Rule.ShouldBe(SecretRules.NotFound);
        answers[1].Failure!.Message.ShouldContain($"{_name}-gone");
    }

    [Theory]
    [InlineData(400, "ThrottlingException")]
    [InlineData(429, "")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task A_service_that_has_too_much_to_do_is_asked_again(int status, string code)
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        await cloud.PutSecretAsync(_name, Login);
        int calls = 0;
        using var handler = new RecordingHandler(
            new SocketsHttpHandler(), _ => Interlocked.Increment(ref calls) < 3 ? RecordingHandler.Respond(status, $$"""{ "__type": "com.amazonaws#{{code}}", "message": "CANARY" }""") : null);

        (await AskAsync(cloud, cloud.Environment(), handler, $"ref+awssecrets://{_name}#/password"))[0].Get().Reveal().ShouldBe("CANARY-pw");

        calls.ShouldBe(3);
    }

    [Theory]
    [InlineData("http://secrets.example.org")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://user:pw@example.org")]
    [InlineData("127.0.0.1:5000")]
    public async Task Without_TLS_only_this_machine_is_asked(string address)
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        using var handler = new RecordingHandler(new SocketsHttpHandler(), _ => throw new InvalidOperationException("asked"));

        SecretException failure = (await AskAsync(cloud, cloud.Environment(("AWS_ENDPOINT_URL_SECRETS_MANAGER", address)), handler, $"ref+awssecrets://{_name}"))[0].Failure!;

        failure.Diagnostic.Rule.ShouldBe(SecretRules.Unreachable);
        failure.Message.ShouldContain("AWS_ENDPOINT_URL_SECRETS_MANAGER");
        handler.Actions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_such_variables_the_service_of_the_region_is_asked()
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        List<string> hosts = [];
        using var handler = new RecordingHandler(new SocketsHttpHandler(), request =>
        {
            hosts.Add(request.RequestUri!.ToString());
            return RecordingHandler.Respond(200, """{ "Name": "x", "SecretString": "text" }""");
        });

        HostEnvironment environment = cloud.Environment(("AWS_ENDPOINT_URL", null));
        await AskAsync(cloud, environment, handler, "ref+awssecrets://x");
        await AskAsync(cloud, environment, handler, "ref+awssecrets://x?region=cn-north-1");
        await AskAsync(cloud, cloud.Environment(("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")), handler, "ref+awssecrets://x");

        hosts.ShouldBe(
            ["https://secretsmanager.eu-central-1.amazonaws.com/", "https://secretsmanager.cn-north-1.amazonaws.com.cn/", "https://secretsmanager.eu-central-1.amazonaws.com/"]);
    }

    [Theory]
    [InlineData("ref+awssecrets://name?region=evil.example.org/", "region")]
    [InlineData("ref+awssecrets://name?region=s3", "region")]
    [InlineData("ref+awssecrets://name?region=eu-central", "region")]
    [InlineData("ref+awssecrets://name?region=eu-central-1a", "region")]
    [InlineData("ref+awssecrets://name?region=s3-website-1", "region")]
    [InlineData("ref+awssecrets://name?region=EU-central-1", "region")]
    [InlineData("ref+awssecrets://name?region=eu--1", "region")]
    [InlineData("ref+awssecrets://name?region=vpce-svc-1", "region")]
    [InlineData("ref+awssecrets://name?endpoint=https://evil.example.org", "endpoint")]
    [InlineData("ref+awssecrets://na%20me", "does not name a secret")]
    [InlineData("ref+awssecrets://arn:aws:secretsmanager:evil.example.org/:1:secret:x", "region")]
    public async Task A_reference_cannot_say_whom_to_ask(string reference, string word)
    {
        AwsCloud cloud = await AwsCloud.SharedAsync();
        using var handler = new RecordingHandler(new SocketsHttpHandler(), _ => throw new InvalidOperationException("asked"));

        (await AskAsync(cloud, cloud.Environment(), handler, reference))[0].Failure!.Message.ShouldContain(word);

        handler.Actions.ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<SecretAnswer>> AskAsync(AwsCloud cloud, params string[] references) => AskAsync(cloud, cloud.Environment(), null, references);

    private static Task<IReadOnlyList<SecretAnswer>> AskAsync(AwsCloud cloud, HostEnvironment environment, RecordingHandler? handler, params string[] references) =>
        new ManagedSecrets(new StoredSecrets(cloud.Client(environment, handler)), Limits).ResolveAllAsync(references, Cancellation);
}
